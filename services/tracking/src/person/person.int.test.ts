import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv7 } from "@marketing/shared/base/ids";
import { transaction } from "@marketing/shared/postgres/pool";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { funnel } from "../analytics/funnelQuery.ts";
import { countUniqueUsers } from "../analytics/uniqueUsers.ts";
import { timeline } from "../event/queries.ts";
import { type Bench, openBench, tenantA, tenantB } from "../testing.ts";
import { findPerson } from "./queries.ts";
import { knownUsersView } from "./view.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const merge = (kind: "UserMerged" | "UserUnmerged", loserUserId: string, winnerUserId: string, tenantId = tenantA): RecordedEvent => ({
  position: 1,
  tenantId,
  streamId: `user-${winnerUserId}`,
  version: 1,
  eventId: uuidv7(),
  type: `marketing.identity.v1.${kind}`,
  schemaVersion: 1,
  data: { mergeId: uuidv7(), winnerUserId, loserUserId },
  metadata: {},
  subjectId: null,
  recordedAt: new Date(),
});
const hear = (...events: RecordedEvent[]) => transaction(bench.workerPool, (client) => knownUsersView.apply(client, events));
const namesOf = async (userId: string): Promise<string[]> =>
  bench.asTenant(tenantA, async (client) => {
    const person = await findPerson(client, tenantA, userId);
    const rows = await timeline(client, tenantA, person.userIds, { includeBots: true }, null, 100);
    return rows.map((r) => r.event_name);
  });

const ann = userIdOf(tenantA, "ann");
const visitor = anonymousUserIdOf(tenantA, "cookie-1");
const phone = anonymousUserIdOf(tenantA, "cookie-2");
const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 12, minute)).toISOString();

beforeAll(async () => {
  await bench.track(
    tenantA,
    { userId: "", anonymousId: "cookie-1", eventName: "first_visit", timestamp: at(0) },
    { userId: "", anonymousId: "cookie-2", eventName: "visit_by_phone", timestamp: at(5) },
    { userId: "ann", eventName: "user_signup", timestamp: at(10) },
    { userId: "", anonymousId: "cookie-1", eventName: "page_view", timestamp: at(15) },
    { userId: "bob", eventName: "page_view", timestamp: at(20) },
  );
  await bench.project();
});

describe("a timeline", () => {
  it("is one id's own before anybody is identified", async () => {
    expect(await namesOf(ann)).toEqual(["user_signup"]);
    expect(await namesOf(visitor)).toEqual(["page_view", "first_visit"]);
  });

  it("is joined by an anonymous visitor's events at once, and by a chain of merges", async () => {
    await hear(merge("UserMerged", visitor, ann));
    expect(await namesOf(ann)).toEqual(["page_view", "user_signup", "first_visit"]);
    await hear(merge("UserMerged", phone, visitor));
    for (const id of [ann, visitor, phone])
      expect(await namesOf(id)).toEqual(["page_view", "user_signup", "visit_by_phone", "first_visit"]);
  });

  it("pages through several ids without a gap or a repeat", async () => {
    const seen = await bench.asTenant(tenantA, async (client) => {
      const { userIds } = await findPerson(client, tenantA, ann);
      const names: string[] = [];
      let cursor: { at: number; id: number } | null = null;
      for (;;) {
        const [row] = await timeline(client, tenantA, userIds, { includeBots: true }, cursor, 1);
        if (!row) return names;
        names.push(row.event_name);
        cursor = { at: row.timestamp.getTime(), id: row.event_id };
      }
    });
    expect(seen).toEqual(["page_view", "user_signup", "visit_by_phone", "first_visit"]);
  });

  it("filters by name, time and bots", async () => {
    await bench.asTenant(tenantA, async (client) => {
      const { userIds } = await findPerson(client, tenantA, ann);
      const names = async (filter: object) =>
        (await timeline(client, tenantA, userIds, { includeBots: false, ...filter }, null, 9)).map((r) => r.event_name);
      expect(await names({ names: ["user_signup"] })).toEqual(["user_signup"]);
      expect(await names({ names: ["user_signup", "first_visit"] })).toEqual(["user_signup", "first_visit"]);
      expect(await names({ from: new Date(at(5)), to: new Date(at(15)) })).toEqual(["user_signup", "visit_by_phone"]);
    });
  });

  it("is another tenant's business never", async () => {
    await bench.asTenant(tenantB, async (client) => {
      expect(await findPerson(client, tenantB, visitor)).toEqual({ canonicalId: visitor, userIds: [visitor] });
      expect(await timeline(client, tenantA, [ann], { includeBots: true }, null, 9)).toEqual([]);
    });
  });

  it("counts people once: unique users and funnels", async () => {
    await bench.asTenant(tenantA, async (client) => {
      const day = { firstDay: "2026-05-01", lastDay: "2026-05-01", timezone: "UTC", includeBots: false };
      expect(await countUniqueUsers(client, tenantA, day)).toEqual({ count: 2, days: new Map([["2026-05-01", 2]]) });
      const steps = ["first_visit", "visit_by_phone", "user_signup", "page_view"].map((eventName) => ({ eventName, contains: null }));
      const range = { from: new Date(at(0)), to: new Date(at(1)), windowMs: 3_600_000, includeBots: false };
      expect(await funnel(client, tenantA, steps, range)).toEqual([1, 1, 1, 1]);
      const none = [steps[0]!, { eventName: "user_signup", contains: '{"plan":"pro"}' }];
      expect(await funnel(client, tenantA, none, range)).toEqual([1, 0]);
    });
  });

  it("is left again on undo, with what was merged into the one that leaves", async () => {
    await hear(merge("UserUnmerged", visitor, ann));
    expect(await namesOf(ann)).toEqual(["user_signup"]);
    expect(await namesOf(visitor)).toEqual(["page_view", "visit_by_phone", "first_visit"]);
    await hear(merge("UserMerged", visitor, ann), merge("UserUnmerged", phone, visitor));
    expect(await namesOf(ann)).toEqual(["page_view", "user_signup", "first_visit"]);
    expect(await namesOf(phone)).toEqual(["visit_by_phone"]);
  });

  it("asks for the days concerned to be counted anew", async () => {
    const { rows } = await bench.workerPool.query("SELECT user_id FROM recounts WHERE tenant_id = $1", [tenantA]);
    expect(rows.map((r) => r.user_id).sort()).toEqual([visitor, phone].sort());
  });
});
