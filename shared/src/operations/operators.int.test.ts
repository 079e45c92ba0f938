import { until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { rebuildView, verifyView } from "../subscription/generation.ts";
import { logSource } from "../subscription/logSource.ts";
import { discardParked, pauseView, readActions, resumeView, skipEvent } from "../subscription/operatorActions.ts";
import { park, readParked } from "../subscription/parking.ts";
import { requestRebuild } from "../subscription/rebuilds.ts";
import { replayParked } from "../subscription/replay.ts";
import { type Subscription, type SubscriptionContext, startSubscription } from "../subscription/runner.ts";
import type { PostgresView, RedisView } from "../subscription/view.ts";
import { readStatus } from "./status.ts";

const tenantId = uuidv7();
const logger = createLogger("test", "error");
const by = { actor: "platform", operator: "ada@desk", reason: "it names nobody" };
let db: TestDatabase;
let redisServer: TestRedis;
let redis: Redis;
let pool: Pool;
let log: EventLog;
const context = (): SubscriptionContext => ({ pool, schema: "identity", redis, owner: "one", logger });
const tables = ["a_notes", "b_notes", "c_notes", "d_notes", "e_notes", "f_notes"];

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  redisServer = await testRedis();
  redis = new Redis(redisServer.url);
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ noted: { version: 1 } }) });
  const admin = new pg.Client({ connectionString: db.adminUrl });
  await admin.connect();
  for (const t of tables)
    await admin.query(
      `SET ROLE identity_owner; SET search_path = identity;
       CREATE TABLE ${t} (tenant_id uuid NOT NULL, stream_id text NOT NULL, notes text NOT NULL, PRIMARY KEY (tenant_id, stream_id)); SELECT protect('${t}')`,
    );
  await admin.end();
});
afterAll(async () => {
  redis.disconnect();
  await pool.end();
  await redisServer.release();
  await db.drop();
});

const textOf = (e: RecordedEvent): string => (e.data as { readonly text: string }).text;
/** Each stream's texts in the order in which they were folded. */
const notes = (table: string, fold: (e: RecordedEvent) => void | Promise<void> = () => undefined): Subscription => {
  const view: PostgresView = {
    kind: "postgres",
    name: table,
    version: 1,
    tables: [table],
    batchSize: 10,
    async apply(client, events) {
      for (const e of events) {
        await fold(e);
        await client.query(
          `INSERT INTO ${table} AS t VALUES ($1, $2, $3) ON CONFLICT (tenant_id, stream_id) DO UPDATE SET notes = t.notes || $3`,
          [e.tenantId, e.streamId, textOf(e)],
        );
      }
    },
  };
  return { view, source: logSource(log) };
};
const note = async (streamId: string, ...texts: string[]): Promise<number> => {
  const events = texts.map((text) => ({ type: "noted", data: { text } }));
  return (await log.append({ tenantId, appendId: uuidv7(), writes: [{ streamId, expected: "any", events }] })).position;
};
const notesOf = async (table: string, stream: string): Promise<string | null> =>
  (await pool.query(`SELECT notes FROM ${table} WHERE stream_id = $1`, [stream])).rows[0]?.notes ?? null;
const reached = (name: string, position: number) =>
  until(`${name} has reached ${position}`, async () => {
    const { rows } = await pool.query("SELECT max(position) AS at FROM checkpoints WHERE subscription = $1", [name]);
    return rows[0].at >= position;
  });
const statusOf = async (subscription: Subscription) =>
  (await readStatus(pool, [subscription])).subscriptions.find((s) => s.name === subscription.view.name)!;
const verdict = (subscription: Subscription) => verifyView(context(), subscription, () => undefined);
const poison = (e: RecordedEvent) => {
  if (textOf(e).startsWith("!")) throw new Error("I cannot digest this");
};

describe("what a view could not take", () => {
  it("is counted, given up by an operator, and given up for every generation", async () => {
    const subscription = notes("a_notes", poison);
    const running = startSubscription(context(), subscription);
    await note("thing-1", "a", "b");
    await reached("a_notes", await note("thing-2", "x"));
    const position = (await note("thing-1", "!", "c", "d")) - 2;
    await reached("a_notes", await note("thing-2", "y"));
    const parked = await readParked(pool, "a_notes", null, 10);
    expect(parked.map((p) => [p.position - position, p.attempts])).toEqual([
      [0, 5],
      [1, 0],
      [2, 0],
    ]);
    expect(await statusOf(subscription)).toMatchObject({ state: "parked", parkedEvents: 3 });
    // what the stream held before its poison event belongs to the view
    expect(await verdict(subscription)).toMatchObject({ equal: true, rows: 2 });
    await replayParked(context(), subscription, {});
    expect((await readParked(pool, "a_notes", null, 10))[0]).toMatchObject({ attempts: 6, error: "I cannot digest this" });

    const stream = await skipEvent(pool, "a_notes", position, by);
    expect(await replayParked(context(), subscription, stream!)).toEqual({ replayed: 2, remaining: 0, error: "" });
    await reached("a_notes", await note("thing-1", "e"));
    expect(await notesOf("a_notes", "thing-1")).toBe("abcde");
    expect(await statusOf(subscription)).toMatchObject({ state: "running", parkedEvents: 0 });
    expect(await verdict(subscription)).toMatchObject({ equal: true });
    await rebuildView(context(), subscription, () => undefined);
    expect(await notesOf("a_notes", "thing-1")).toBe("abcde");
    expect((await readActions(pool, "a_notes", null, 10))[0]).toMatchObject({ ...by, action: "skip", positions: [position] });
    expect((await pool.query("SELECT event_type, error FROM discarded_events WHERE subscription = 'a_notes'")).rows).toEqual([
      { event_type: "noted", error: "I cannot digest this" },
    ]);
    await running.stop();
  });

  it("can be given up with all that waits behind it, and its stream goes on", async () => {
    const subscription = notes("b_notes", poison);
    const running = startSubscription(context(), subscription);
    await note("thing-3", "a", "!", "b");
    await note("thing-4", "a", "!", "b");
    await reached("b_notes", await note("thing-5", "x"));
    expect(await discardParked(pool, "b_notes", { streamId: "thing-3" }, by)).toBe(2);
    await reached("b_notes", await note("thing-3", "c"));
    expect([await notesOf("b_notes", "thing-3"), await notesOf("b_notes", "thing-4")]).toEqual(["ac", "a"]);
    expect(await verdict(subscription)).toMatchObject({ equal: true });
    expect(await statusOf(subscription)).toMatchObject({ state: "parked", parkedStreams: 2 }); // thing-4, and thing-1 of the test before
    await running.stop();
  });

  it("is listed and replayed a page at a time, whatever is parked or given up between two pages", async () => {
    const subscription = notes("f_notes", poison);
    const first = await note("long-1", ...Array.from({ length: 250 }, (_, i) => (i === 140 ? "!" : "a")));
    const one = await log.readStream(tenantId, "long-1");
    await pool.query("INSERT INTO projections (name, version) VALUES ('f_notes', 1)");
    await pool.query("INSERT INTO checkpoints (subscription, generation, source) VALUES ('f_notes', 1, 'log')");
    await park(pool, "f_notes", one);
    await park(pool, "z_notes", one);
    const seen: string[] = [];
    for (let after: readonly [string, number] | null = null; ; ) {
      const rows = await readParked(pool, null, after, 40);
      expect(rows.length).toBeLessThanOrEqual(40);
      for (const row of rows) if (row.subscription > "f") seen.push(`${row.subscription} ${row.position}`);
      const last = rows.at(-1);
      if (!last) break;
      if (last.subscription === "z_notes") await discardParked(pool, "z_notes", { position: last.position }, by);
      after = [last.subscription, last.position];
    }
    const of = (view: string) => one.map(({ position }) => `${view} ${position}`);
    expect(seen).toEqual([...of("f_notes"), ...of("z_notes")]);

    expect(await replayParked(context(), subscription, {})).toEqual({
      ...{ replayed: 140, remaining: 110 },
      error: `long-1 at position ${first - 249 + 140}: I cannot digest this`,
    });
    expect(await notesOf("f_notes", "long-1")).toBe("a".repeat(140));
    await skipEvent(pool, "f_notes", first - 249 + 140, by);
    expect(await replayParked(context(), subscription, { tenantId })).toEqual({ replayed: 109, remaining: 0, error: "" });
    expect(await notesOf("f_notes", "long-1")).toBe("a".repeat(249));
  });

  it("and is no reason to stand still: one event that a view stands before is passed by", async () => {
    const gone = Object.assign(new Error("a server that will never be there"), { code: "ECONNREFUSED" });
    const subscription = notes("c_notes", (e) => {
      if (textOf(e) === "?") throw gone;
    });
    const running = startSubscription(context(), subscription);
    const position = await note("thing-6", "a", "?");
    await until("it retries", async () => (await statusOf(subscription)).state === "retrying");
    const status = await statusOf(subscription);
    expect(status).toMatchObject({ stateDetail: gone.message });
    expect(status.stateSince!.getTime()).toBeGreaterThan(Date.now() - 600_000);
    await until(
      "since the first failure",
      async () => (await statusOf(subscription)).stateSince!.getTime() === status.stateSince!.getTime(),
    );
    await expect(skipEvent(pool, "c_notes", position + 1_000, by)).rejects.toMatchObject({ reason: "EVENT_NOT_FOUND" });
    expect(await skipEvent(pool, "c_notes", position, by)).toBeNull();
    await reached("c_notes", await note("thing-6", "b"));
    expect(await notesOf("c_notes", "thing-6")).toBe("ab");
    await expect(skipEvent(pool, "c_notes", position - 1, by)).rejects.toMatchObject({ reason: "ALREADY_PASSED" });
    expect(await verdict(subscription)).toMatchObject({ equal: true });
    await running.stop();
  });
});

describe("a paused view", () => {
  const redisNotes: Subscription["view"] = {
    kind: "redis",
    name: "redis_notes",
    version: 1,
    prefixes: ["note"],
    fold: (_, events, key) => events.map((e) => ["INCR", key("note", e.streamId)] as const),
  } satisfies RedisView;
  const held = async (view: string, stream: string) =>
    view === "redis_notes" ? await redis.get(`t:{${tenantId}}:note:${stream}`) : await notesOf(view, stream);

  it.each(["d_notes", "redis_notes"])("stands still, whoever runs it, until it is resumed: %s", async (name) => {
    const subscription = name === "redis_notes" ? { view: redisNotes, source: logSource(log) } : notes("d_notes");
    const stream = `thing-${name}`;
    const running = startSubscription(context(), subscription);
    await reached(name, await note(stream, "a"));
    const before = await held(name, stream);
    await pauseView(pool, name, by);
    await pauseView(pool, name, by);
    await new Promise((resolve) => setTimeout(resolve, 500)); // what was permitted before may still be written
    const last = await note(stream, "b");
    await running.stop();
    const heir = startSubscription(context(), subscription);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await held(name, stream)).toBe(before);
    const status = await statusOf(subscription);
    expect(status).toMatchObject({ state: "paused", stateDetail: by.reason });
    for (const purpose of ["rebuild", "verify"] as const)
      await expect(requestRebuild(pool, name, purpose)).rejects.toMatchObject({ reason: "VIEW_PAUSED" });
    await resumeView(pool, name, { ...by, reason: "done" });
    await reached(name, last);
    await until("it went on", async () => (await held(name, stream)) !== before);
    expect(await verdict(subscription)).toMatchObject({ equal: true });
    expect((await readActions(pool, name, null, 10)).map((a) => [a.action, a.reason])).toEqual([
      ["resume", "done"],
      ["pause", by.reason],
    ]);
    await heir.stop();
  });
});

it("a view that makes no progress is stalled, and so is one that nobody runs; catching up is neither", async () => {
  const { stalledMs } = defaults.subscription;
  defaults.subscription.stalledMs = 1_000;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const subscription = notes("e_notes", () => gate);
  const running = startSubscription(context(), subscription);
  try {
    const last = await note("thing-7", "a");
    await until("it is stalled", async () => (await statusOf(subscription)).state === "stalled");
    const told = async () => (await pool.query("SELECT stalled_at FROM projections WHERE name = 'e_notes'")).rows[0].stalled_at;
    await until("its runner says so itself, which alone knows it of another service's events", async () => (await told()) !== null);
    open();
    await reached("e_notes", last);
    await until("it runs", async () => (await statusOf(subscription)).state === "running");
    expect(await told()).toBeNull();
    await running.stop();
    await note("thing-7", "b");
    await until("nobody runs it", async () => (await statusOf(subscription)).stateDetail.startsWith("nobody runs it"));
  } finally {
    defaults.subscription.stalledMs = stalledMs;
    open();
    await running.stop();
  }
});
