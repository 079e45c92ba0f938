import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTestDatabase, type TestDatabase, type TestNats, testNats } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";

// Hundreds of texts of 5 MB, more than a gigabyte of JSON, read by processes whose heap is 256 MiB. Most compress well, as texts do: what the database
// stores of them says nothing of what they are.
const texts = 220;
const size = 5_000_000;
const heapMiB = 256;
const run = promisify(execFile);
const program = fileURLToPath(new URL("memoryTesting.ts", import.meta.url));
const tenantId = uuidv7();
let db: TestDatabase;
let nats: TestNats;
let pool: Pool;
let log: EventLog;

beforeAll(async () => {
  [db, nats] = await Promise.all([createTestDatabase({ services: ["identity"] }), testNats()]);
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 5 });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ written: { version: 1 } }) });
  const words = "A text of many words, said again and again. ".repeat(size / 44);
  for (let i = 0; i < texts; i++) {
    const text = i % 20 === 0 ? randomBytes((size * 3) / 4).toString("base64") : words;
    const writes = [{ streamId: `text-${i}`, expected: "no-stream" as const, events: [{ type: "written", data: { text } }] }];
    await log.append({ tenantId, appendId: uuidv7(), writes });
  }
}, 600_000);
afterAll(async () => {
  await pool.end();
  await nats.release();
  await db.drop();
});

const reading = async (mode: string, events: number) => {
  const args = [mode, db.workerUrl("identity"), nats.url, tenantId, String(events)];
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${heapMiB}`, program, ...args], { maxBuffer: 1e8 });
  const told = JSON.parse(stdout.trim().split("\n").at(-1)!) as { read: number; peakMiB: number };
  console.log(`${mode}: ${told.read} reads of ${size / 1e6} MB in a heap of ${heapMiB} MiB, ${told.peakMiB} MiB in all at the most`);
  return told;
};

describe("memory is bounded by bytes, not by events, in", () => {
  it("one read of the log, which always gives one", async () => {
    const read = await log.readAll(0, 2_000);
    const bytes = read.sizes.reduce((a, b) => a + b, 0);
    expect(read.full).toBe(true);
    expect(bytes).toBeLessThanOrEqual(8 * 1_048_576);
    expect((await log.readAll(0, 2_000, {}, 1)).events).toHaveLength(1);
    expect((await log.readAll(0, 3, {}, 1e9)).events).toHaveLength(3);
  });

  // in this order: what the relay has published the last two read
  it.each([
    ["views", 2 * texts],
    ["subscribe", texts],
    ["relay", texts],
    ["reader", texts],
    ["reaction", texts],
  ])("%s", { timeout: 600_000 }, async (mode, events) => {
    const { read, peakMiB } = await reading(mode, events);
    expect(read).toBe(events);
    expect(peakMiB).toBeLessThan(700);
  });
});
