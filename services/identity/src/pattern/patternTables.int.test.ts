import { randomUUID } from "node:crypto";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayOf } from "../activity/behaviour.ts";
import { activityPolicy } from "../activity/policy.ts";
import { eventTrackedType } from "../activity/trackedEvent.ts";
import { identityEvents } from "../service.ts";
import { usersView } from "../user/view.ts";
import { patternPolicy } from "./policy.ts";
import { patternSource } from "./policySource.ts";
import { forgetPatterns, refreshPatterns } from "./refresh.ts";
import { takeDue } from "./stateRows.ts";
import { patternView } from "./view.ts";

const dayMs = 86_400_000;
const [tenant, other] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let admin: pg.Client;
let api: Pool;
let worker: Pool;
let log: EventLog;
let running: { stop(): Promise<void> }[] = [];
const logger = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };

const start = (): void => {
  const source = logSource(log);
  const context = { pool: worker, schema: "identity", owner: randomUUID(), logger };
  running = [
    startSubscription(context, { view: usersView, source }),
    startSubscription(context, { view: patternView, source }),
    startSubscription(context, { view: patternPolicy(log), source: patternSource(log, worker, source, 20) }),
  ];
};
const stop = async (): Promise<void> => {
  await Promise.all(running.map((r) => r.stop()));
};

beforeAll(async () => {
  database = await createTestDatabase({ services: ["identity"] });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=identity" });
  await admin.connect();
  api = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 2 });
  worker = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 8 });
  log = new EventLog({ pool: worker, schema: "identity", codec: codecOf(identityEvents) });
  start();
});
afterAll(async () => {
  await stop();
  await Promise.all([api.end(), worker.end(), admin.end()]);
  await database.drop();
});

type Did = readonly [name: string, daysAgo: number];
let position = 0;
/** As tracking tells it, through the policy that makes it activity. */
const track = async (tenantId: string, userId: string, ...did: Did[]): Promise<void> => {
  const events = did.map(([name, daysAgo], i): RecordedEvent => {
    const page = name.startsWith("/");
    const data = {
      userId,
      eventName: page ? "page_view" : name,
      properties: page ? { page_url: name, title: "Jane Doe", email: "jane@example.com" } : { phone: "+4917012345678" },
      timestamp: new Date(Math.floor(Date.now() / dayMs) * dayMs - daysAgo * dayMs + i).toISOString(),
    };
    return {
      position: ++position,
      tenantId,
      streamId: "visitor-x",
      version: position,
      eventId: randomUUID(),
      type: eventTrackedType,
      schemaVersion: 1,
      data,
      metadata: {},
      subjectId: null,
      recordedAt: new Date(),
    };
  });
  await transaction(worker, (client) => activityPolicy(log, 3_600_000).apply(client, events));
  log.announce();
};

/** Until policy and view have come as far as the log, what the policy appended included. */
const settled = async (): Promise<void> => {
  const { rows } = await admin.query("SELECT max(position) AS head FROM event_log");
  for (const end = Date.now() + 10_000; ; ) {
    const at = await admin.query(
      `SELECT bool_and(position >= CASE subscription WHEN 'patterns' THEN $1 ELSE (SELECT max(position) FROM event_log) END) AS done, count(*)::int AS n
        FROM checkpoints WHERE subscription IN ('patterns', 'user_patterns')`,
      [rows[0].head],
    );
    if (at.rows[0].done && at.rows[0].n === 2) return;
    if (Date.now() > end) throw new Error("the patterns have not settled");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const items = async (userId: string) =>
  (await admin.query("SELECT item_id, text, metadata FROM vector_items WHERE entity_id = $1", [userId])).rows;
const told = async (userId: string): Promise<string[]> =>
  (await admin.query("SELECT type FROM event_log WHERE stream_id = $1 ORDER BY position", [`pattern-${userId}`])).rows.map((r) => r.type);
const merge = async (type: "merged" | "unmerged", winnerId: string, loserId: string): Promise<void> => {
  const at = Date.now();
  const layer = { mergeId, loserId, ids: [loserId], traits: {}, segments: {}, prediction: null, lastSeen: null };
  const [ofWinner, ofLoser] = type === "merged" ? ["user_merged", "merged_into"] : ["user_unmerged", "unmerged_from"];
  await log.append({
    tenantId: tenant,
    appendId: randomUUID(),
    writes: [
      {
        streamId: `user-${winnerId}`,
        expected: "any",
        events: [{ type: ofWinner!, data: { mergeId, userId: winnerId, loserId, anonymousId: null, reason: "merge", layer, at } }],
      },
      { streamId: `user-${loserId}`, expected: "any", events: [{ type: ofLoser!, data: { mergeId, userId: loserId, winnerId, at } }] },
    ],
  });
};
const mergeId = randomUUID();

it("wants one vector a person, with the document's fields and nothing of whoever they are, told again only when it changes", async () => {
  const user = randomUUID();
  await track(tenant, user, ["/pricing", 9], ["trial_started", 1]);
  await settled();
  const [item, ...rest] = await items(user);
  expect(rest).toEqual([]);
  expect(item.item_id).toBe(`${user}#p`);
  expect(item.metadata).toEqual({
    segment: "",
    frequency: 1.5,
    conversion_rate: 0.5,
    pattern_type: "buyer",
    last_active: (dayOf(Date.now()) - 1) * 86_400,
  });
  expect(JSON.stringify(item)).not.toMatch(/jane|doe|4917|@/i);
  await track(tenant, user, ["trial_started", 1]);
  await settled();
  expect(await told(user)).toHaveLength(2); // once became sometimes
  for (let i = 0; i < 3; i++) await track(tenant, user, ["trial_started", 1]);
  await settled();
  const before = (await told(user)).length;
  for (let i = 0; i < 3; i++) await track(tenant, user, ["trial_started", 1]);
  await settled();
  expect(await told(user)).toHaveLength(before);
});

it("two people who become one have one vector of all they did, and two again after the undo", async () => {
  const [winner, loser] = [randomUUID(), randomUUID()];
  await track(tenant, winner, ["/docs", 2]);
  await track(tenant, loser, ["/pricing", 3], ["purchased", 3]);
  await settled();
  const apart = [await items(winner), await items(loser)];
  await merge("merged", winner, loser);
  await settled();
  expect(await items(loser)).toEqual([]);
  expect((await items(winner))[0].text).toContain("purchased");
  // what still comes in under the merged id is the winner's
  await track(tenant, loser, ["/blog", 0]);
  await settled();
  expect(await items(loser)).toEqual([]);
  expect((await items(winner))[0].text).toContain("view /blog");
  await merge("unmerged", winner, loser);
  await settled();
  expect(await items(winner)).toEqual(apart[0]);
  expect((await items(loser))[0].text).toContain("view /blog");
});

it("whoever is forgotten leaves no vector and no row behind", async () => {
  const user = randomUUID();
  await track(tenant, user, ["/pricing", 0]);
  await settled();
  expect(await items(user)).toHaveLength(1);
  await transaction(worker, (client) => forgetPatterns(client, log, [{ tenantId: tenant, userId: user }], Date.now()));
  log.announce();
  await settled();
  for (const [table, column] of [
    ["vector_items", "entity_id"],
    ["user_patterns", "user_id"],
    ["behaviour_days", "user_id"],
  ])
    expect((await admin.query(`SELECT 1 FROM ${table} WHERE ${column}::text = $1`, [user])).rowCount).toBe(0);
  expect((await admin.query("SELECT items FROM vector_entities WHERE entity_id = $1", [user])).rows).toEqual([{ items: 0 }]);
});

it("what is wanted does not depend on how the log was cut into batches", async () => {
  const pattern = {
    text: "buyer",
    actions: ["signup"],
    segment: "",
    frequency: 1,
    conversionRate: 1,
    patternType: "buyer",
    lastActive: 0,
    at: 0,
  };
  const types = ["merged_into", "behaviour_pattern_computed", "merged_into", "behaviour_pattern_removed"];
  const wantedAfter = async (size: number) => {
    const userId = randomUUID();
    const events = types.map(
      (type, i) => ({ tenantId: tenant, position: i + 1, type, data: { ...pattern, userId } }) as unknown as RecordedEvent,
    );
    for (let i = 0; i < events.length; i += size)
      await transaction(worker, (client) => patternView.apply(client, events.slice(i, i + size)));
    return (await admin.query("SELECT position::int, items FROM vector_entities WHERE entity_id = $1", [userId])).rows;
  };
  for (const size of [1, 2, 3, 4]) expect([size, await wantedAfter(size)]).toEqual([size, [{ position: 3, items: 0 }]]);
});

it("time alone makes somebody dormant, and in the end nobody", async () => {
  const user = randomUUID();
  await track(tenant, user, ["/pricing", 0]);
  await settled();
  const later = async (days: number): Promise<void> => {
    const now = Date.now() + days * dayMs;
    await transaction(worker, async (client) => {
      const due = (await takeDue(client, dayOf(now), 1_000)).filter((d) => d.userId === user);
      expect(due).toHaveLength(1);
      await refreshPatterns(client, log, due, now);
    });
    log.announce();
    await settled();
  };
  await later(3);
  await later(31);
  expect((await items(user))[0].metadata.pattern_type).toBe("dormant");
  await later(91);
  expect(await items(user)).toEqual([]);
  expect((await admin.query("SELECT 1 FROM behaviour_days WHERE user_id = $1", [user])).rowCount).toBe(0);
});

it("counts each action once a person, shows one tenant, and what it remembers follows from the log", async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => track(i % 4 === 0 ? other : tenant, randomUUID(), ["/pricing", 1], ["signup", 0])),
  );
  await settled();
  const { rows } = await admin.query(
    `SELECT tenant_id, action, people::int FROM pattern_actions EXCEPT
       (SELECT tenant_id, x, count(*)::int FROM user_patterns CROSS JOIN LATERAL unnest(actions || ''::text) x GROUP BY 1, 2)`,
  );
  expect(rows).toEqual([]);
  for (const table of ["user_patterns", "pattern_actions", "behaviour_days", "pattern_state"]) {
    expect((await api.query(`SELECT 1 FROM ${table}`)).rowCount).toBe(0);
    const seen = await withTenant(api, other, (client) => client.query(`SELECT DISTINCT tenant_id FROM ${table}`));
    expect(seen.rows).toEqual([{ tenant_id: other }]);
  }
  const days = () => admin.query("SELECT tenant_id, user_id, behaviour FROM behaviour_days WHERE tenant_id = $1 ORDER BY 2, day", [other]);
  const patterns = () => admin.query("SELECT user_id, description, actions FROM user_patterns WHERE tenant_id = $1 ORDER BY 1", [other]);
  const [before, shown] = [(await days()).rows, (await patterns()).rows];
  await stop();
  await admin.query("TRUNCATE behaviour_days, pattern_state");
  await admin.query("DELETE FROM checkpoints WHERE subscription = 'patterns'");
  start();
  await settled();
  expect((await days()).rows).toEqual(before);
  expect((await patterns()).rows).toEqual(shown);
});
