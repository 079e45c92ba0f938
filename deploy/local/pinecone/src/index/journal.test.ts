import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openJournal } from "./journal.ts";
import { decode, encode } from "./operation.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "marketing-journal-"));
  file = join(directory, "journal");
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const open = () => {
  const records: string[] = [];
  const journal = openJournal(file, (payload) => records.push(payload.toString()), { sync: true });
  return { journal, records };
};
const text = (...words: string[]): Buffer[] => words.map((word) => Buffer.from(word));
const write = async (...words: string[]): Promise<void> => {
  const { journal } = open();
  await journal.append(text(...words));
  journal.close();
};

it("gives back what was acknowledged, whatever byte of the last record is the last that was written", async () => {
  await write("one", "two");
  const sound = readFileSync(file);
  await write("three");
  const whole = readFileSync(file);
  for (let length = sound.length; length < whole.length; length++) {
    writeFileSync(file, whole.subarray(0, length));
    const first = open();
    expect(first.records).toEqual(["one", "two"]);
    await first.journal.append(text("four"));
    first.journal.close();
    const second = open();
    expect(second.records).toEqual(["one", "two", "four"]);
    second.journal.close();
  }
});

it("cuts the file where a record is damaged, and keeps aside what it cuts", async () => {
  await write("one", "two", "three");
  const bytes = readFileSync(file);
  const at = bytes.indexOf("two");
  bytes[at + 1]! ^= 1;
  writeFileSync(file, bytes);
  const { journal, records } = open();
  expect(records).toEqual(["one"]);
  journal.close();
  expect(readFileSync(`${file}.torn`).includes("three")).toBe(true);
  expect(process.stderr.write).toHaveBeenCalledWith(expect.stringContaining("cut off"));
});

it("takes a length out of all bounds for the end, and a file of another kind for a mistake", async () => {
  await write("one");
  appendFileSync(file, Buffer.alloc(64, 0xff));
  const { journal, records } = open();
  expect(records).toEqual(["one"]);
  journal.close();
  truncateSync(file, 0);
  writeFileSync(file, "something else altogether");
  expect(open).toThrow("not a journal of this version");
});

it("is written anew in one step, and goes on", async () => {
  await write("one", "two");
  const { journal } = open();
  await journal.rewrite(text("both"));
  await journal.append(text("three"));
  const size = journal.size();
  journal.close();
  expect(readFileSync(file)).toHaveLength(size);
  writeFileSync(`${file}.new`, "left by a crash in the middle of it");
  const again = open();
  expect(again.records).toEqual(["both", "three"]);
  again.journal.close();
});

it("keeps an operation as it was, bit by bit", () => {
  const vectors = [
    { id: "ä", values: Float32Array.of(0.1, -0, 1e-40), metadata: { tags: ["p"], n: 0.1, b: true } },
    { id: "b", sparse: { indices: [1, 4_294_967_295], values: [0.5, -2] } },
    { id: "c", values: Float32Array.of(3, 2, 1) },
  ];
  const operation = { op: "upsert", namespace: "n", vectors } as const;
  expect(decode(Buffer.from(encode(operation)))).toEqual({ ...operation, vectors: vectors.map((one) => ({ values: undefined, ...one })) });
  const update = { op: "update", namespace: "n", id: "a", values: Float32Array.of(1), set: { x: 1 } } as const;
  expect(decode(Buffer.from(encode(update)))).toEqual(update);
});
