import { until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { follow } from "./follow.ts";
import { logSource } from "./logSource.ts";

const codec = createCodec({ said: { version: 1 }, hidden: { version: 1 } });
let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 5 });
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const openLog = () => {
  const log = new EventLog({ pool, schema: "identity", codec });
  const reads = { count: 0 };
  const readAll = log.readAll.bind(log);
  log.readAll = (...args) => {
    reads.count++;
    return readAll(...args);
  };
  return { log, source: logSource(log), reads };
};
const say = async (log: EventLog, tenantId: string, type = "said"): Promise<number> => {
  const written = await log.append({
    tenantId,
    appendId: uuidv7(),
    writes: [{ streamId: `talk-${uuidv7()}`, expected: "no-stream", events: [{ type, data: {} }] }],
  });
  return written.position;
};
const listener = ({ log, source }: ReturnType<typeof openLog>, tenantId: string, after = 0) => {
  const stop = new AbortController();
  const heard: number[] = [];
  const told = { position: 0, live: false };
  const ended = (async () => {
    const types = ["said"];
    for await (const { event, position, live } of follow({
      log,
      source,
      tenantId,
      after,
      types,
      signal: stop.signal,
      progressMs: 100,
      pick: (e) => e.position,
    })) {
      if (event !== null) heard.push(event);
      told.position = position;
      told.live ||= live;
    }
  })();
  return {
    heard,
    told,
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
};

it("listeners who come and go while two tenants talk miss nothing and hear nothing twice", async () => {
  const opened = openLog();
  const stranger = openLog().log; // another process: no hint comes
  const [a, b] = [uuidv7(), uuidv7()];
  const said: Record<string, number[]> = { [a]: [], [b]: [] };
  const listeners: { readonly of: string; readonly one: ReturnType<typeof listener> }[] = [];
  for (let i = 0; i < 60; i++) {
    const of = i % 3 === 0 ? b : a;
    said[of]!.push(await say(i % 5 === 0 ? stranger : opened.log, of));
    if (i % 4 === 0) await say(opened.log, of, "hidden");
    listeners.push({ of, one: listener(opened, of) });
    if (i % 7 === 6) await listeners.splice(Math.floor(i / 2) % listeners.length, 1)[0]!.one.stop();
    if (i % 9 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
  }
  for (const { of, one } of listeners) {
    await until("all was heard", () => one.heard.length >= said[of]!.length);
    expect(one.heard).toEqual(said[of]);
  }
  const last = await say(stranger, a);
  for (const { of, one } of listeners) if (of === a) await until("the last as well", () => one.heard.at(-1) === last);
  await Promise.all(listeners.map(({ one }) => one.stop()));
});

it("who asks for a position that is far from reached hears nothing, and keeps nobody else from hearing", async () => {
  const opened = openLog();
  const tenantId = uuidv7();
  const first = await say(opened.log, tenantId);
  const early = listener(opened, tenantId, 1e12);
  await until("it is live", () => early.told.live);
  const other = listener(opened, tenantId);
  await until("the other is live", () => other.told.live);
  const second = await say(opened.log, tenantId);
  await until("it hears", () => other.heard.length === 2);
  expect(other.heard).toEqual([first, second]);
  expect(early.heard).toEqual([]);
  await Promise.all([early.stop(), other.stop()]);
});

it("500 streams on which nothing happens cost as much as one, are told how far the log has come, and hear the next event", async () => {
  const opened = openLog();
  const [quiet, busy] = [uuidv7(), uuidv7()];
  const from = await say(opened.log, quiet);
  const listeners = Array.from({ length: 500 }, () => listener(opened, quiet, from));
  await until("all are live", () => listeners.every(({ told }) => told.live));
  await new Promise((resolve) => setTimeout(resolve, 300));
  opened.reads.count = 0;
  const began = performance.now();
  let last = 0;
  for (let i = 0; i < 50; i++) last = await say(opened.log, busy);
  await until("they know how far it is", () => listeners.every(({ told }) => told.position >= last));
  const seconds = (performance.now() - began) / 1_000;
  console.log(`500 idle streams beside 50 appends of another tenant: ${opened.reads.count} reads of the log in ${seconds.toFixed(1)} s`);
  expect(opened.reads.count).toBeLessThan(60 + 110 * seconds); // one loop, at most every 10 ms
  const mine = await say(opened.log, quiet);
  await until("all heard it", () => listeners.every(({ heard }) => heard.length === 1 && heard[0] === mine));
  await Promise.all(listeners.map((one) => one.stop()));
});
