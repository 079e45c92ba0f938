import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { upsert } from "../api/writeVectors.ts";
import { setMemoryLimit } from "../search/memoryBudget.ts";
import { readIndex } from "./indexModel.ts";
import { openVectorIndex } from "./vectorIndex.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "marketing-index-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (dimension: number) => openVectorIndex(directory, dimension, { sync: false });
const constant = (dimension: number, value: number): Float32Array => new Float32Array(dimension).fill(value);

it("a journal most of which counts no more is written anew, and the state is the same after the next start", async () => {
  const dimension = 1_536;
  const index = open(dimension);
  await index.submit({ op: "createNamespace", namespace: "planned", schema: { fields: {} } });
  await index.submit({ op: "upsert", namespace: "gone", vectors: [{ id: "x", values: constant(dimension, 1) }] });
  await index.submit({ op: "deleteNamespace", namespace: "gone" });
  for (let round = 1; round <= 14; round++)
    await index.submit({
      op: "upsert",
      namespace: "busy",
      vectors: Array.from({ length: 600 }, (_, i) => ({ id: `v${i}`, values: constant(dimension, round + i), metadata: { round } })),
    });
  await index.close();
  const written = 14 * 600 * dimension * 4;
  expect(statSync(join(directory, "journal")).size).toBeLessThan(written / 2);
  const again = open(dimension);
  expect([...again.namespaces.keys()]).toEqual(["planned", "busy"]);
  expect(again.namespaces.get("planned")?.schema).toEqual({ fields: {} });
  const busy = again.namespaces.get("busy")!;
  expect(busy.count()).toBe(600);
  for (const i of [0, 64, 599]) {
    const row = busy.rowOf(`v${i}`)!;
    expect(busy.dense!.read(row)).toEqual(constant(dimension, 14 + i));
    expect(busy.metadataOf(row)).toEqual({ round: 14 });
  }
  await again.close();
});

it("nothing changes under one who reads, writers get their turn, and who comes later sees what they wrote", async () => {
  const index = open(2);
  const add = (id: string) => index.submit({ op: "upsert", namespace: "n", vectors: [{ id, values: Float32Array.of(1, 2) }] });
  const count = (): number => index.namespaces.get("n")?.count() ?? 0;
  await add("a");
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const long = index.read(async () => {
    const before = count();
    await held;
    return [before, count()];
  });
  const written = add("b");
  // Once it is on disk the writer stands in line: whoever wants to read from then on stands behind it.
  let later = index.read(count);
  while ((await Promise.race([later, setTimeout(20, "waits")])) !== "waits") {
    await setTimeout(1);
    later = index.read(count);
  }
  release();
  expect(await long).toEqual([1, 1]);
  expect(await written).toBe(1);
  expect(await later).toBe(2);
  await index.close();
  await expect(add("c")).rejects.toThrow("shutting down");
});

it("more vectors than the memory it was given are refused, and none of them is kept", async () => {
  const index = open(1_536);
  const model = readIndex({ name: "small", dimension: 1_536 }, "d");
  const call = (count: number) =>
    upsert(
      { model, vectors: index },
      { vectors: Array.from({ length: count }, (_, i) => ({ id: `v${i}`, values: Array(1_536).fill(1) })) },
    );
  setMemoryLimit(1024 ** 2);
  try {
    await expect(call(200)).rejects.toMatchObject({ kind: "RESOURCE_EXHAUSTED", message: expect.stringContaining("--memory") });
    expect(index.namespaces.size).toBe(0);
    await call(50);
    await index.submit({ op: "deleteNamespace", namespace: "__default__" });
    await call(50); // room is given back
  } finally {
    setMemoryLimit(4 * 1024 ** 3);
    await index.close();
  }
});
