import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { fromTimestamp } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { type Message, refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { behaved, type IdentityTenant, identityTenant, openIdentityWorld, type TrackedInput, traits } from "./identityWorld.ts";

let stack: World;
let tenant: IdentityTenant;
beforeAll(async () => {
  stack = await openIdentityWorld({ SESSION_SWEEP_MS: "200", SESSION_GRACE_MS: "500" });
  tenant = await identityTenant(stack);
});
afterAll(() => stack?.close());

const call = (name: string, request: object) => tenant.identity.call(name, request);
const key = (...parts: string[]) => `t:{${tenant.tenantId}}:${parts.join(":")}`;
const ms = (t: Message) => fromTimestamp(t).getTime();
const visitor = (anonymousId: string, over: Partial<TrackedInput> = {}): TrackedInput => ({
  userId: anonymousUserIdOf(tenant.tenantId, anonymousId),
  anonymousId,
  eventName: "page_view",
  at: Date.now(),
  ...over,
});
const user = (externalId: string, over: Partial<TrackedInput> = {}): TrackedInput => ({
  userId: userIdOf(tenant.tenantId, externalId),
  externalId,
  eventName: "page_view",
  at: Date.now(),
  ...over,
});
/** When the views have folded everything the policy has appended. */
const settled = () =>
  until("the views are at the head", async () => {
    const [row] = await stack.sql(
      "SELECT min(position) AS position, (SELECT max(position) FROM event_log) AS head FROM checkpoints WHERE subscription IN ('users', 'sessions', 'live_sessions', 'user_profile')",
    );
    return Number(row.position) >= Number(row.head);
  });
const track = async (...events: TrackedInput[]) => {
  await behaved(stack, tenant, events);
  await settled();
};

describe("activity", () => {
  it("makes a visitor a user, and moves last_seen only forward", async () => {
    const anonymousId = randomUUID();
    const now = Date.now();
    await track(visitor(anonymousId, { at: now - 60_000 }), visitor(anonymousId, { at: now - 30_000, eventName: "signup" }));
    const first = (await call("GetUser", { anonymousId })).user;
    expect(first).toMatchObject({ anonymous: true, version: "0", email: "" });
    expect([ms(first.createdAt), ms(first.lastSeen)]).toEqual([now - 60_000, now - 30_000]);
    await track(visitor(anonymousId, { at: now - 90_000 }), visitor(anonymousId, { at: now, contextActive: false }));
    expect(ms((await call("GetUser", { anonymousId })).user.lastSeen)).toBe(now - 30_000);
    await track(visitor(anonymousId, { at: now - 10 }));
    expect(ms((await call("GetUser", { anonymousId })).user.lastSeen)).toBe(now - 10);
  });

  it("keeps the first time somebody was seen when they are identified later", async () => {
    const at = Date.now() - 3 * 86_400_000;
    await track(user("early", { at }));
    expect((await call("GetUser", { userId: "early" })).user).toMatchObject({ externalId: "early", anonymous: false });
    const { position, user: identified } = await call("Identify", { userId: "early", email: "early@x.com" });
    const read = (await call("GetUser", { userId: "early", minPosition: position })).user;
    expect([ms(identified.createdAt), ms(read.createdAt)]).toEqual([at, at]);
    expect(read.email).toBe("early@x.com");
    expect(await stack.sql("SELECT count(*)::int AS n FROM users WHERE user_id = $1", [read.userId])).toEqual([{ n: 1 }]);
  });

  it("counts what a merged visitor does as the user's, until the merge is taken back", async () => {
    const anonymousId = randomUUID();
    const now = Date.now();
    await track(visitor(anonymousId, { at: now - 50_000 }));
    const { mergeId, position } = await call("Identify", {
      userId: "gil",
      anonymousId,
      timestamp: { seconds: Math.floor(now / 1000) - 40, nanos: 0 },
    });
    expect(mergeId).not.toBe("");
    await call("GetUser", { userId: "gil", minPosition: position });
    await track(visitor(anonymousId, { at: now - 1_000 }));
    expect(ms((await call("GetUser", { userId: "gil" })).user.lastSeen)).toBe(now - 1_000);
    expect((await call("GetProfile", { userId: "gil" })).profile.lastEventTime).toBe(String(now - 1_000));
    expect(await stack.redis.exists(key("user_profile", anonymousUserIdOf(tenant.tenantId, anonymousId)))).toBe(0);
    const undone = await call("UndoMerge", { mergeId });
    const gil = (await call("GetUser", { userId: "gil", minPosition: undone.position })).user;
    expect(ms(gil.lastSeen)).toBe(Math.floor(now / 1000) * 1000 - 40_000);
    expect(ms((await call("GetUser", { anonymousId })).user.lastSeen)).toBe(now - 1_000);
  });

  it("refuses to merge a user whom only events know", async () => {
    await track(user("tracked-only"));
    await call("Identify", { userId: "hal" });
    expect(await refusal(call("Alias", { userId: "hal", previousId: "tracked-only" }))).toMatchObject({ code: status.FAILED_PRECONDITION });
    const { user: segmented } = await call("AssignSegment", { userId: "tracked-only", segment: "vip", priority: 1 });
    expect(segmented).toMatchObject({ externalId: "tracked-only", segment: "vip" });
  });
});

describe("the profile", () => {
  it("is a hash equal to what GetUser says, comes back when deleted, and is answered without Redis", async () => {
    const { position } = await call("Identify", { userId: "ivy", email: "ivy@x.com", traits: traits({ name: "Ivy" }) });
    await call("AssignSegment", { userId: "ivy", segment: "enterprise", priority: 3 });
    await settled();
    const { user: ivy } = await call("GetUser", { userId: "ivy", minPosition: position });
    const k = key("user_profile", ivy.userId);
    const hash = await stack.redis.hgetall(k);
    expect(hash).toMatchObject({
      email: "ivy@x.com",
      segment: "enterprise",
      last_event_time: String(ms(ivy.lastSeen)),
      user_id: ivy.userId,
    });
    const ttl = await stack.redis.ttl(k);
    expect(ttl).toBeGreaterThan(86_300);
    expect(ttl).toBeLessThanOrEqual(86_400);
    const cached = await call("GetProfile", { userId: "ivy" });
    expect(cached.source).toBe("PROFILE_SOURCE_CACHE");
    await stack.redis.del(k);
    const refilled = await call("GetProfile", { userId: "ivy" });
    expect(refilled).toEqual({ ...cached, source: "PROFILE_SOURCE_DATABASE" });
    expect(await stack.redis.hgetall(k)).toEqual(hash);
    expect((await refusal(call("GetProfile", { userId: "nobody-at-all" }))).code).toBe(status.NOT_FOUND);
  });
});

describe("sessions", () => {
  it("keeps a named session in Redis for an hour after the last activity, and ends it once", async () => {
    const sessionId = randomUUID();
    const anonymousId = randomUUID();
    const start = Date.now() - 5_000;
    await track(...Array.from({ length: 5 }, (_, i) => visitor(anonymousId, { sessionId, at: start + i * 1_000 })));
    const k = key("session", anonymousUserIdOf(tenant.tenantId, anonymousId), sessionId);
    expect(JSON.parse((await stack.redis.get(k))!)).toEqual({
      user_id: anonymousUserIdOf(tenant.tenantId, anonymousId),
      start_time: start,
      page_views: 5,
    });
    const ttl = await stack.redis.ttl(k);
    expect(ttl).toBeGreaterThanOrEqual(3_595 - stretched(10_000) / 1_000);
    expect(ttl).toBeLessThanOrEqual(3_600);
    const { session } = await call("GetSession", { sessionId });
    expect(session).toMatchObject({ pageViews: 5, events: 5, status: "SESSION_STATUS_ACTIVE", derived: false, endTime: null });

    // the visitor signs in: the session is the user's from here on
    await track(user("jon", { anonymousId, sessionId, eventName: "login", at: Date.now() }));
    expect(await stack.redis.exists(k)).toBe(0);
    expect(await stack.redis.exists(key("session", userIdOf(tenant.tenantId, "jon"), sessionId))).toBe(1);
    expect((await call("ListSessions", { userId: "jon" })).sessions.map((s: Message) => s.sessionId)).toEqual([sessionId]);
  });

  it("ends an old session at its last activity; what comes later is late, and it ends once", async () => {
    const sessionId = randomUUID();
    const old = Date.now() - 5 * 3_600_000;
    await track(user("kim", { sessionId, at: old }), user("kim", { sessionId, at: old + 60_000 }));
    expect(await stack.redis.exists(key("session", userIdOf(tenant.tenantId, "kim"), sessionId))).toBe(0);
    await until("it has ended", async () => (await call("GetSession", { sessionId })).session.status === "SESSION_STATUS_ENDED");
    await track(user("kim", { sessionId, at: old + 120_000 }));
    const { session } = await call("GetSession", { sessionId });
    expect(session).toMatchObject({ endReason: "idle", lateEvents: 1, events: 3, pageViews: 3 });
    expect(ms(session.endTime)).toBe(old + 60_000);
    const [{ n }] = await stack.sql("SELECT count(*)::int AS n FROM event_log WHERE stream_id = $1 AND type = 'session_ended'", [
      `session-${sessionId}`,
    ]);
    expect(n).toBe(1);
  });

  it("derives sessions where the client names none: half an hour of silence begins another", async () => {
    const t = Date.now() - 86_400_000;
    const minute = 60_000;
    await track(...[0, 10, 25, 80, 90].map((m) => user("lea", { at: t + m * minute })));
    await track(user("lea", { at: t + 119 * minute }), user("lea", { at: t + 5 * minute, eventName: "click" }));
    const { sessions } = await call("ListSessions", { userId: "lea" });
    expect(sessions.map((s: Message) => [ms(s.startTime) - t, ms(s.lastActivity) - t, s.pageViews, s.events, s.derived])).toEqual([
      [80 * minute, 119 * minute, 3, 3, true],
      [0, 25 * minute, 3, 4, true],
    ]);
  });

  it("gives bots none", async () => {
    await track(user("robot", { isBot: true }));
    expect((await call("ListSessions", { userId: "robot" })).sessions).toEqual([]);
  });
});

describe("the bus and Subscribe", () => {
  it("tell the same, in the same order", async () => {
    const own = await identityTenant(stack);
    const ac = new AbortController();
    const seen: Message[] = [];
    const reading = (async () => {
      for await (const m of own.identity.stream("Subscribe", { afterPosition: 0 }, { signal: ac.signal })) if (m.event) seen.push(m);
    })().catch(() => undefined);
    await own.identity.call("Identify", { userId: "mia", email: "mia@x.com", traits: traits({ a: 1 }) });
    await until("they arrive", async () => seen.length >= 4);
    ac.abort();
    await reading;
    expect(seen.map((m) => m.event.type.split(".").at(-1))).toEqual(["TenantCreated", "ApiKeyCreated", "UserCreated", "TraitsChanged"]);
    const created = JSON.parse(seen[1].event.data);
    expect(created).not.toHaveProperty("secretSha256");
    expect(seen[1].event.data).not.toContain(own.key.split("_")[2]);
    for await (const m of own.identity.stream("Subscribe", {
      afterPosition: seen[1].position,
      eventTypes: ["UserCreated"],
      userIds: [userIdOf(own.tenantId, "mia")],
    })) {
      expect(m.event.eventId).toBe(seen[2].event.eventId);
      break;
    }
  });
});

describe("a crash", () => {
  it("loses nothing that was acknowledged, and counts nothing twice", async () => {
    const anonymousIds = Array.from({ length: 40 }, () => randomUUID());
    const sessionId = randomUUID();
    const tracking = behaved(
      stack,
      tenant,
      anonymousIds.flatMap((a) =>
        Array.from({ length: 10 }, (_, i) => visitor(a, { at: Date.now() - 1_000 + i, sessionId: i % 2 ? sessionId : randomUUID() })),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    await stack.service().kill();
    await stack.restart();
    await tracking;
    await settled();
    const [{ events }] = await stack.sql(
      "SELECT sum((data->>'events')::int)::int AS events FROM event_log WHERE type = 'user_active' AND stream_id = ANY ($1)",
      [anonymousIds.map((id) => `activity-${anonymousUserIdOf(tenant.tenantId, id)}`)],
    );
    expect(events).toBe(400);
    await until("the client has found it again", () => call("GetSession", { sessionId }).then(() => true));
    // one id that forty devices have is forty sessions
    const [counted] = await stack.sql(
      `SELECT count(*)::int AS sessions, sum(s.events)::int AS events FROM sessions s JOIN session_state t USING (tenant_id, session_id)
        WHERE t.client_session = $1`,
      [sessionId],
    );
    expect(counted).toEqual({ sessions: 40, events: 200 });
  });
});

describe("rebuilding", () => {
  it("gives every table and Redis view again, equal", async () => {
    const operations = stack.operator();
    await operations.waitForReady(10_000);
    await settled();
    const verdicts: Message[] = [];
    for await (const v of operations.stream("VerifyViews", { names: [] })) verdicts.push(v);
    expect(verdicts.map((v) => v.name).sort()).toEqual([
      "directory",
      "live_sessions",
      "segments",
      "sessions",
      "tenants",
      "user_patterns",
      "user_profile",
      "users",
    ]);
    for (const v of verdicts) expect(v).toMatchObject({ equal: true, difference: "" });
    for await (const _ of operations.stream("RebuildView", { name: "users" })) void 0;
    const [{ n, partitions }] = await stack.sql(
      "SELECT count(*)::int AS n, (SELECT count(*)::int FROM pg_inherits WHERE inhparent = 'users'::regclass) AS partitions FROM users",
    );
    expect(n).toBeGreaterThan(40);
    expect(partitions).toBeGreaterThan(0);
    expect((await call("ListUsers", { traitsContain: traits({ name: "Ivy" }) })).users).toHaveLength(1);
    expect((await call("GetUser", { email: "IVY@x.com" })).user.externalId).toBe("ivy");
    await track(user("ivy", { at: Date.now() }));
  });

  it("fills Redis again after it was wiped", async () => {
    const k = key("user_profile", userIdOf(tenant.tenantId, "ivy"));
    const before = await stack.redis.hgetall(k);
    expect(before.email).toBe("ivy@x.com");
    await stack.redis.flushdb();
    await until("it is back", async () => (await stack.redis.exists(k)) === 1);
    expect(await stack.redis.hgetall(k)).toEqual(before);
  });
});
