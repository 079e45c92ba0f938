import { uuidv7 } from "@marketing/shared/base/ids";
import { until } from "@marketing/tests/support/patience";
import type { Message } from "@marketing/tests/support/rpcClient";
import { openWorld, type World } from "@marketing/tests/support/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const all = ["tracking", "identity", "campaign", "lead", "content"] as const;

let world: World;
beforeAll(async () => {
  world = await openWorld({ services: all, env: { SESSION_SWEEP_MS: "200", SESSION_GRACE_MS: "500" } });
});
afterAll(() => world.close());

const monthsAgo = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 12)).toISOString();
};
const namesOf = ({ events }: Message): string[] => events.map((e: { eventName: string }) => e.eventName);
const dueOf = async (store: string): Promise<Record<string, number>> => {
  const [{ rules }] = (await world.operations("PlanRetention")) as [Message];
  const rule = rules.find((r: { store: string }) => r.store === store);
  return Object.fromEntries(rule.due.map(({ action, count }: { action: string; count: string }) => [action, Number(count)]));
};

describe("events past their active time", () => {
  it("are planned for, archived by a run, and found by whoever asks for archived ones too", async () => {
    const api = world.as(uuidv7(), "TrackingService");
    const events = [1, 23, 25, 85].map((m) => ({
      ...{ messageId: uuidv7(), userId: "ann", eventName: `m${m}`, timestamp: monthsAgo(m), properties: '{"sku":"a-1"}' },
    }));
    const { position: minPosition } = await api.call("TrackEvents", { events });
    const person = { externalId: "ann" };
    expect(namesOf(await api.call("GetTimeline", { person, minPosition }))).toEqual(["m1", "m23", "m25", "m85"]);
    expect(await dueOf("events")).toEqual({ archive: 2, remove: 1 });
    const answers = await world.operations("RunRetention", { store: "events" });
    expect(answers).toMatchObject([
      {
        store: "events",
        done: [
          { action: "archive", count: "2" },
          { action: "remove", count: "1" },
        ],
        waits: "",
      },
    ]);
    expect(await dueOf("events")).toEqual({});

    const startTime = { seconds: Math.floor(Date.parse(monthsAgo(100)) / 1_000) };
    const asked = [
      ["GetTimeline", { person }],
      ["ListEvents", { startTime }],
      ["ListEvents", { startTime, propertiesContain: '{"sku":"a-1"}' }],
    ] as const;
    for (const [rpc, request] of asked) {
      expect(namesOf(await api.call(rpc, request))).toEqual(["m1", "m23"]);
      expect(namesOf(await api.call(rpc, { ...request, includeArchived: true }))).toEqual(["m1", "m23", "m25"]);
      const first = await api.call(rpc, { ...request, includeArchived: true, pageSize: 2 });
      const rest = await api.call(rpc, { ...request, includeArchived: true, pageSize: 2, pageToken: first.nextPageToken });
      expect([...namesOf(first), ...namesOf(rest)]).toEqual(["m1", "m23", "m25"]);
      await expect(api.call(rpc, { ...request, pageSize: 2, pageToken: first.nextPageToken })).rejects.toMatchObject({ code: 3 });
    }
    const theirs = world.as(uuidv7(), "TrackingService");
    for (const [rpc, request] of asked) expect(namesOf(await theirs.call(rpc, { ...request, includeArchived: true }))).toEqual([]);
  });

  it("may not be touched by a service's callers, nor the horizons moved", async () => {
    const asApi = (sql: string) => world.sql(`SET ROLE tracking_api; ${sql}`);
    for (const sql of [
      "DELETE FROM tracking.events_archive",
      "SELECT tracking.archive_event_partition('x')",
      "UPDATE tracking.event_horizons SET up_to = 1",
    ])
      await expect(asApi(sql)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the plan", () => {
  it.each([...all])("of %s names every table there is, with how long it keeps what and why", async (name) => {
    const [{ rules }] = (await world.operations("PlanRetention", {}, name)) as [Message];
    const stores = rules.map((r: { store: string }) => r.store);
    expect(new Set(stores).size).toBe(stores.length);
    for (const rule of rules) {
      for (const field of ["keeps", "reason", "by"]) expect(rule[field], rule.store).not.toBe("");
    }
    const spoken = stores.flatMap((s: string) => s.split(", "));
    const tables = await world.sql(
      "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition",
      [name],
    );
    expect(tables.map((t) => t.relname).filter((t) => !spoken.includes(t))).toEqual([]);
  });

  it("removes dead letters after ninety days and leaves younger ones, parked events and everything without an end", async () => {
    const letter = (days: number) =>
      world
        .pool()
        .query(
          "INSERT INTO dead_letters (reaction, event_id, tenant_id, event, error, attempts, died_at) VALUES ('leads', $1, $1, '{}', 'x', 5, now() - $2 * interval '1 day')",
          [uuidv7(), days],
        );
    for (const days of [1, 89, 91, 400]) await letter(days);
    expect(await dueOf("dead_letters")).toEqual({ remove: 2 });
    await world.operations("RunRetention");
    expect(await dueOf("dead_letters")).toEqual({});
    expect((await world.pool().query("SELECT count(*)::int AS n FROM dead_letters")).rows).toEqual([{ n: 2 }]);
  });

  it("says which stores there are, to who names another", async () => {
    await expect(world.operations("RunRetention", { store: "contents" }, "content")).rejects.toMatchObject({
      code: 5,
      reason: "STORE_NOT_FOUND",
    });
  });
});

describe("sessions that ended two years ago", () => {
  it("go, and a rebuild does not bring them back; younger and open ones stay", async () => {
    const tenantId = uuidv7();
    const at = (months: number) => ({
      messageId: uuidv7(),
      userId: `s${months}`,
      eventName: "page_view",
      timestamp: monthsAgo(months),
      sessionId: uuidv7(),
    });
    await world.as(tenantId, "TrackingService").call("TrackEvents", { events: [at(30), at(26), at(20), at(0)] });
    const sessions = async (where = "true"): Promise<number> =>
      (await world.pool("identity").query(`SELECT count(*)::int AS n FROM sessions WHERE tenant_id = $1 AND ${where}`, [tenantId])).rows[0]
        .n;
    await until("the old ones have ended", async () => (await sessions("end_time IS NOT NULL")) >= 3 && (await sessions()) === 4);
    await world.operations("RunRetention", { store: "sessions" }, "identity");
    expect(await sessions()).toBe(2);
    const rebuilt = await world.operations("RebuildView", { name: "sessions" }, "identity");
    expect(rebuilt.at(-1)).toMatchObject({ done: true });
    expect(await sessions()).toBe(2);
    expect(await world.operations("VerifyViews", { names: ["sessions"] }, "identity")).toMatchObject([{ equal: true }]);
    expect(await world.operations("RunRetention", { store: "sessions" }, "identity")).toMatchObject([{ done: [] }]);
  });
});
