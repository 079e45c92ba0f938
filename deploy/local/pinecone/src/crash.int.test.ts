import { spawn } from "node:child_process";
import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./testing.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.client.indexes.create({ name: "kept", dimension: 8, spec: { serverless: { cloud: "aws", region: "r" } } });
});
afterAll(() => server.release());

const index = () => server.client.index({ name: "kept", namespace: "one" });
const valuesOf = (n: number): number[] => Array.from({ length: 8 }, (_, i) => ((n + 1) * (i + 3)) % 1_009);
const journal = (): string => {
  const [directory] = readdirSync(join(server.dataDir, "project"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return join(directory!.parentPath, directory!.name, "journal");
};
const all = async (): Promise<string[]> => {
  const found: string[] = [];
  for (let token: string | undefined; ; ) {
    const page = await index().listPaginated(token ? { paginationToken: token } : {});
    found.push(...(page.vectors ?? []).map(({ id }) => id!));
    token = page.pagination?.next;
    if (!token) return found;
  }
};

it("kill -9 while many write: what was acknowledged is there, whole, and nothing is half there", async () => {
  const acknowledged = new Map<string, number>();
  let stopped = false;
  let next = 0;
  const batch = 20;
  const writer = async (name: string): Promise<void> => {
    while (!stopped) {
      const numbers = Array.from({ length: batch }, () => next++);
      const key = (n: number) => `${name}-${Math.floor(n / batch)}-${n % batch}`;
      try {
        await index().upsert({ records: numbers.map((n) => ({ id: key(n), values: valuesOf(n), metadata: { n } })) });
        for (const n of numbers) acknowledged.set(key(n), n);
      } catch {
        return; // the server is gone
      }
    }
  };
  for (let round = 0; round < 2; round++) {
    const before = acknowledged.size;
    const writers = ["a", "b", "c", "d"].map((name) => writer(`${name}${round}`));
    while (acknowledged.size < before + 400) await new Promise((resolve) => setTimeout(resolve, 2));
    await server.stop("SIGKILL");
    await Promise.all(writers);
    await server.start();
    const ids = await all();
    const there = new Set(ids);
    expect([...acknowledged.keys()].filter((id) => !there.has(id))).toEqual([]);
    // A request in flight is there whole or not at all.
    const perBatch = Map.groupBy(ids, (id) => id.slice(0, id.lastIndexOf("-")));
    for (const members of perBatch.values()) expect(members).toHaveLength(batch);
  }
  stopped = true;
  for (const [id, n] of [...acknowledged].slice(-50)) {
    const { records } = await index().fetch({ ids: [id] });
    expect(records[id]).toEqual({ id, values: valuesOf(n), metadata: { n } });
  }
});

it("a file torn in the middle of a record is cut there, and goes on from there", async () => {
  await index().upsert({ records: [{ id: "last", values: valuesOf(1) }] });
  await server.stop("SIGKILL");
  const file = journal();
  truncateSync(file, readFileSync(file).length - 5);
  await server.start();
  expect((await index().fetch({ ids: ["last"] })).records).toEqual({});
  expect(server.log()).toContain("cut off");
  await index().upsert({ records: [{ id: "later", values: valuesOf(2) }] });
  await server.stop("SIGKILL");
  await server.start();
  expect(Object.keys((await index().fetch({ ids: ["last", "later"] })).records)).toEqual(["later"]);
});

it("SIGTERM answers what is under way, and ends with 0; the next start has deletions and changes too", async () => {
  await index().update({ id: "later", metadata: { changed: true } });
  const before = await all();
  await index().deleteMany({ ids: before.filter((id) => id !== "later").slice(0, 500) });
  const pending = Array.from({ length: 20 }, (_, i) => index().upsert({ records: [{ id: `pending-${i}`, values: valuesOf(i) }] }));
  await Promise.race(pending); // the server has them in hand
  const exit = server.stop("SIGTERM");
  const answered = (await Promise.allSettled(pending)).filter(({ status }) => status === "fulfilled").length;
  expect(await exit).toBe(0);
  await server.start();
  const { records } = await index().fetch({ ids: ["later", ...pending.map((_, i) => `pending-${i}`)] });
  expect(records.later).toMatchObject({ metadata: { changed: true } });
  expect(Object.keys(records).length - 1).toBeGreaterThanOrEqual(answered);
  expect(await all()).toHaveLength(Math.max(1, before.length - 500) + Object.keys(records).length - 1);
});

it("a second one on the same data is refused, a wrong option explained", async () => {
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "main.ts"), ...args]);
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
    return new Promise<{ code: number | null; text: string }>((resolve) => child.on("close", (code) => resolve({ code, text })));
  };
  const [second, help, wrong] = await Promise.all([run("--data-dir", server.dataDir, "--port", "0"), run("--help"), run("--port", "many")]);
  expect(second).toMatchObject({ code: 3, text: expect.stringContaining("another server runs on") });
  expect(help).toMatchObject({ code: 0, text: expect.stringContaining("--data-dir") });
  expect(wrong).toMatchObject({ code: 2, text: expect.stringContaining("--port many") });
});
