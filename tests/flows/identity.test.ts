import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { fromStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { type IdentityTenant, identityTenant, openIdentityWorld, traits } from "./identityWorld.ts";

let stack: World;
let tenant: IdentityTenant;
beforeAll(async () => {
  stack = await openIdentityWorld({ SESSION_SWEEP_MS: "200", SESSION_GRACE_MS: "300" });
  tenant = await identityTenant(stack);
});
afterAll(() => stack?.close());

const call = (name: string, request: object) => tenant.identity.call(name, request);
const get = async (userId: string, minPosition?: unknown) =>
  (await call("GetUser", { userId, ...(minPosition ? { minPosition } : {}) })).user;
const traitsOf = (user: { traits: never }) => fromStruct(user.traits);

describe("users", () => {
  it("creates a user that reads back as written, and refuses the same id or email", async () => {
    const before = Date.now();
    const made = await call("CreateUser", { email: "Ada@x.com", traits: traits({ name: "Ada", preferences: { theme: "dark" } }) });
    expect(Number(made.version)).toBe(2);
    const user = await get(made.user.userId, made.position);
    expect(user).toEqual({ ...made.user, version: made.user.version });
    expect(user.email).toBe("Ada@x.com");
    expect(traitsOf(user)).toEqual({ name: "Ada", preferences: { theme: "dark" } });
    expect(Math.abs(Number(user.createdAt.seconds) * 1000 - before)).toBeLessThan(stretched(2_000));
    expect((await refusal(call("CreateUser", { userId: made.user.userId }))).code).toBe(status.ALREADY_EXISTS);
    const taken = await refusal(call("CreateUser", { email: "ada@X.com" }));
    expect(taken).toMatchObject({ code: status.ALREADY_EXISTS, reason: "EMAIL_TAKEN" });
    expect((await call("GetUser", { email: "ADA@x.com" })).user.userId).toBe(made.user.userId);
    await call("CreateUser", {});
    await call("CreateUser", {});
  });

  it("lets one of twenty have an email", async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => call("CreateUser", { email: "race@x.com" })));
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    for (const r of results)
      if (r.status === "rejected") expect(r.reason).toMatchObject({ code: status.ALREADY_EXISTS, reason: "EMAIL_TAKEN" });
  });

  it("gives an email back when its user takes another", async () => {
    await call("Identify", { userId: "mover", email: "old@x.com" });
    await call("Identify", { userId: "mover", email: "new@x.com" });
    const { user } = await call("CreateUser", { email: "OLD@x.com" });
    expect(user.email).toBe("OLD@x.com");
    expect((await refusal(call("Identify", { userId: "other", email: "new@x.com" }))).code).toBe(status.ALREADY_EXISTS);
  });

  it("answers a repeated request with the first result", async () => {
    const request = { email: "again@x.com", requestId: randomUUID() };
    const first = await call("CreateUser", request);
    const second = await call("CreateUser", request);
    expect(second.user.userId).toBe(first.user.userId);
    expect([second.version, second.position]).toEqual([first.version, first.position]);
    const change = { userId: "again", traits: traits({ n: 1 }), requestId: randomUUID() };
    const a = await call("Identify", change);
    const { position } = await call("Identify", { userId: "again", traits: traits({ n: 2 }) });
    const b = await call("Identify", change);
    expect(b.position).toBe(a.position);
    expect(traitsOf(await get("again", position))).toEqual({ n: 2 });
  });

  it("refuses an expected version that is not the user's", async () => {
    const { version } = await call("Identify", { userId: "versioned" });
    await call("AssignSegment", { userId: "versioned", segment: "a", expectedVersion: version });
    expect(await refusal(call("AssignSegment", { userId: "versioned", segment: "b", expectedVersion: version }))).toMatchObject({
      code: status.ABORTED,
    });
  });

  it("names everything that is wrong at once", async () => {
    const bad = await refusal(
      call("Identify", { email: "not-an-email", traits: traits({ ["x".repeat(300)]: 1 }), traitsUnset: [""], source: "s".repeat(51) }),
    );
    expect(bad.code).toBe(status.INVALID_ARGUMENT);
    expect(bad.violations.map((v) => v.field).sort()).toEqual(["email", "source", "traits", "traits_unset[0]", "user_id"]);
    for (const id of ["null", "undefined", "'anonymous'", "GUEST", "0", "[object Object]", "NaN", "true"]) {
      expect(await refusal(call("Identify", { userId: id }))).toMatchObject({ code: status.INVALID_ARGUMENT });
      expect(await refusal(call("Identify", { userId: "fine", anonymousId: id }))).toMatchObject({ code: status.INVALID_ARGUMENT });
      expect(await refusal(call("Alias", { userId: "fine", previousId: id }))).toMatchObject({ code: status.INVALID_ARGUMENT });
    }
    expect(await refusal(call("CreateUser", { email: `${"a".repeat(250)}@x.com` }))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await refusal(call("CreateUser", { traits: traits({ big: "x".repeat(40_000) }) }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  it("keeps trait history with old and new value, time and source", async () => {
    await call("Identify", { userId: "history", traits: traits({ plan: "free", seats: 1 }), source: "web" });
    const { position } = await call("Identify", {
      userId: "history",
      traits: traits({ plan: "pro" }),
      traitsSetOnce: traits({ plan: "no", first: true }),
      traitsUnset: ["seats"],
    });
    const { traitChanges } = await call("GetUserHistory", { userId: "history", minPosition: position });
    const plain = traitChanges.map((c: Message) => [
      c.trait,
      c.oldValue?.stringValue ?? c.oldValue?.numberValue,
      c.newValue?.stringValue ?? c.newValue?.boolValue,
      c.source,
    ]);
    expect(plain.slice(0, 3)).toEqual([
      ["first", undefined, true, "api"],
      ["plan", "free", "pro", "api"],
      ["seats", 1, undefined, "api"],
    ]);
    expect(traitChanges).toHaveLength(5);
    const page = await call("GetUserHistory", { userId: "history", pageSize: 2 });
    const rest = await call("GetUserHistory", { userId: "history", pageSize: 3, pageToken: page.nextPageToken });
    expect([...page.traitChanges, ...rest.traitChanges]).toEqual(traitChanges);
    expect(rest.nextPageToken).toBe("");
  });

  it("checks predictions before rounding them", async () => {
    await call("Identify", { userId: "predicted" });
    const set = (p: object) => call("SetPrediction", { userId: "predicted", modelVersion: "m1", ...p });
    for (const bad of [
      { ltvPrediction: "-1" },
      { ltvPrediction: "x" },
      { churnRisk: 1.00001 },
      { churnRisk: -0.1 },
      { churnRisk: Number.NaN },
      {},
    ])
      expect((await refusal(set(bad))).code).toBe(status.INVALID_ARGUMENT);
    const { position, user } = await set({ ltvPrediction: "100000000.005", churnRisk: 0.12345, currency: "EUR" });
    expect(user).toMatchObject({ ltvPrediction: "100000000.01", churnRisk: 0.1235, currency: "EUR", modelVersion: "m1" });
    expect(await get("predicted", position)).toMatchObject({ ltvPrediction: "100000000.01", churnRisk: 0.1235 });
    expect((await refusal(call("SetPrediction", { userId: "nobody", modelVersion: "m", churnRisk: 0.5 }))).code).toBe(status.NOT_FOUND);
  });

  it("shows the primary segment and counts by it", async () => {
    const own = await identityTenant(stack);
    const at = (name: string, request: object) => own.identity.call(name, request);
    await at("Identify", { userId: "s1" });
    await at("AssignSegment", { userId: "s1", segment: "trial", priority: 1 });
    const both = await at("AssignSegment", { userId: "s1", segment: "enterprise", priority: 9 });
    expect(both.user.segment).toBe("enterprise");
    expect(both.user.segments.map((s: Message) => s.segment)).toEqual(["enterprise", "trial"]);
    const { position } = await at("Identify", { userId: "s2" });
    const counts = await at("CountUsersBySegment", { minPosition: position });
    expect(counts).toMatchObject({
      counts: [
        { segment: "", users: "1" },
        { segment: "enterprise", users: "1" },
      ],
      total: "2",
    });
    const left = await at("RemoveSegment", { userId: "s1", segment: "enterprise" });
    expect(left.user.segment).toBe("trial");
    expect((await at("ListUsers", { segment: "trial", minPosition: left.position })).users).toHaveLength(1);
    expect((await at("ListUsers", { segment: "enterprise" })).users).toHaveLength(0);
  });
});

describe("merging", () => {
  it("makes an anonymous visitor part of the user, and takes it back exactly", async () => {
    const anonymousId = randomUUID();
    const visitorId = anonymousUserIdOf(tenant.tenantId, anonymousId);
    await call("Identify", { anonymousId, traits: traits({ plan: "free", theme: "dark" }) });
    const visitorBefore = await get(visitorId, (await call("Identify", { anonymousId })).position);
    const { user: userBefore } = await call("Identify", { userId: "bob", traits: traits({ plan: "pro" }) });
    const merged = await call("Identify", { userId: "bob", anonymousId });
    expect(merged.mergeId).not.toBe("");
    const bob = await get(visitorId, merged.position);
    expect(bob.userId).toBe(userIdOf(tenant.tenantId, "bob"));
    expect(bob.mergedUserIds).toEqual([visitorId]);
    expect(traitsOf(bob)).toEqual({ plan: "pro", theme: "dark" });
    expect((await call("GetUser", { anonymousId })).user.userId).toBe(bob.userId);
    const { merges } = await call("GetUserHistory", { userId: "bob" });
    expect(merges).toMatchObject([
      { mergeId: merged.mergeId, winnerUserId: bob.userId, loserUserId: visitorId, reason: "identify", undoneAt: null },
    ]);

    // a shared device: somebody else signs in
    const carol = await call("Identify", { userId: "carol", anonymousId });
    expect(carol).toMatchObject({ mergeId: "", warnings: [{ code: "anonymous_id_merged_elsewhere" }] });

    const undone = await call("UndoMerge", { mergeId: merged.mergeId });
    const visitorAfter = await get(visitorId, undone.position);
    expect({ ...visitorAfter, version: "" }).toEqual({ ...visitorBefore, version: "" });
    const after = await get("bob");
    expect({ ...after, version: "", lastSeen: null }).toEqual({ ...userBefore, version: "", lastSeen: null });
    const again = await call("Identify", { userId: "bob", anonymousId });
    expect(again.warnings).toMatchObject([{ code: "merge_was_undone" }]);
    expect((await call("MergeUsers", { winnerUserId: "bob", loserUserId: visitorId })).user.mergedUserIds).toEqual([visitorId]);
  });

  it("moves a visitor to who claimed them earlier, with what was said of them, until it is too late", async () => {
    const [anonymousId, now] = [randomUUID(), Math.floor(Date.now() / 1000)];
    const visitorId = anonymousUserIdOf(tenant.tenantId, anonymousId);
    const at = (before: number) => ({ timestamp: { seconds: now - before, nanos: 0 } });
    const day = 86_400;
    await call("Identify", { anonymousId, ...at(100), traits: traits({ theme: "dark" }) });
    const uma = await call("Identify", { userId: "uma", anonymousId, ...at(50) });
    await call("Identify", { anonymousId, ...at(40), traits: traits({ theme: "light" }) });
    expect((await call("Identify", { userId: "vic", anonymousId, ...at(45) })).warnings).toMatchObject([
      { code: "anonymous_id_merged_elsewhere", field: "anonymous_id" },
    ]);
    const request = { userId: "vic", anonymousId, ...at(90), requestId: randomUUID() };
    const vic = await call("Identify", request);
    expect(vic).toMatchObject({ warnings: [], user: { mergedUserIds: [visitorId] } });
    expect(vic.mergeId).not.toBe(uma.mergeId);
    // the receipt's first version is of whom the visitor left: a repeat is answered with the user's all the same
    const again = await call("Identify", request);
    expect([again.version, again.position, again.mergeId]).toEqual([vic.version, vic.position, vic.mergeId]);
    expect(traitsOf(await get("vic", vic.position))).toEqual({ theme: "light" });
    expect(await get("uma")).toMatchObject({ mergedUserIds: [], traits: traits({}) });
    const { merges } = await call("GetUserHistory", { userId: "vic" });
    expect(merges.map((m: Message) => [m.mergeId, m.undoneAt === null])).toEqual([
      [uma.mergeId, false],
      [vic.mergeId, true],
    ]);

    const late = await call("Identify", { userId: "uma", anonymousId, ...at(90 + 31 * day) });
    expect(late).toMatchObject({ mergeId: "", warnings: [{ code: "claim_too_late", message: expect.stringContaining("30 days") }] });
    const moved = await call("Identify", { userId: "uma", anonymousId, ...at(90 + 29 * day) });
    expect(moved).toMatchObject({ warnings: [], user: { mergedUserIds: [visitorId] } });

    // taken back by hand: what was said of the visitor since is theirs, and nobody's claim moves them again by itself
    const undone = await call("UndoMerge", { mergeId: moved.mergeId });
    const visitor = await get(visitorId, undone.position);
    expect(visitor).toMatchObject({ userId: visitorId, anonymous: true, createdAt: { seconds: String(now - 100) } });
    expect(traitsOf(visitor)).toEqual({ theme: "light" });
    expect((await call("Identify", { userId: "uma", anonymousId, ...at(95) })).warnings).toMatchObject([{ code: "merge_was_undone" }]);
  });

  it("never swallows an identified person", async () => {
    await call("Identify", { userId: "dan", email: "dan@x.com" });
    await call("Identify", { userId: "eve" });
    expect(await refusal(call("MergeUsers", { winnerUserId: "eve", loserUserId: "dan" }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      reason: "LOSER_IS_IDENTIFIED",
    });
    expect(await refusal(call("Alias", { userId: "eve", previousId: "dan" }))).toMatchObject({ code: status.FAILED_PRECONDITION });
    expect((await refusal(call("MergeUsers", { winnerUserId: "eve", loserUserId: "nobody" }))).code).toBe(status.NOT_FOUND);
    const anonymousId = randomUUID();
    await call("Identify", { anonymousId, email: "reader@x.com" });
    expect((await call("Identify", { userId: "eve", anonymousId })).warnings).toMatchObject([{ code: "anonymous_id_identified" }]);
  });

  it("follows chains, and undoes the outer merge first", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await call("Identify", { anonymousId: a, traits: traits({ a: 1 }) });
    await call("Identify", { anonymousId: b, traits: traits({ b: 2 }) });
    const [idA, idB] = [anonymousUserIdOf(tenant.tenantId, a), anonymousUserIdOf(tenant.tenantId, b)];
    const inner = await call("MergeUsers", { winnerUserId: idB, loserUserId: idA });
    const outer = await call("Identify", { userId: "fay", anonymousId: b, traits: traits({ c: 3 }) });
    const fay = await get(idA, outer.position);
    expect(fay.userId).toBe(userIdOf(tenant.tenantId, "fay"));
    expect(traitsOf(fay)).toEqual({ a: 1, b: 2, c: 3 });
    expect([...fay.mergedUserIds].sort()).toEqual([idA, idB].sort());
    expect(await refusal(call("UndoMerge", { mergeId: inner.mergeId }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      reason: "WINNER_IS_MERGED",
    });
    await call("UndoMerge", { mergeId: outer.mergeId });
    const { position } = await call("UndoMerge", { mergeId: inner.mergeId });
    expect(traitsOf(await get("fay", position))).toEqual({ c: 3 });
    expect(traitsOf(await get(idA))).toEqual({ a: 1 });
    expect((await refusal(call("UndoMerge", { mergeId: randomUUID() }))).code).toBe(status.NOT_FOUND);
  });

  it("takes another name for the same person, and creates them when they are new", async () => {
    const previousId = randomUUID();
    await call("Identify", { anonymousId: previousId, traits: traits({ seen: true }) });
    const { user, mergeId, position } = await call("Alias", { userId: "grace", previousId });
    expect(user).toMatchObject({ externalId: "grace", mergedUserIds: [anonymousUserIdOf(tenant.tenantId, previousId)] });
    expect(traitsOf(await get("grace", position))).toEqual({ seen: true });
    expect((await call("Alias", { userId: "grace", previousId })).mergeId).toBe("");
    expect(mergeId).not.toBe("");
    expect((await refusal(call("Alias", { userId: randomUUID(), previousId: "x" }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(call("Alias", { userId: "carol", previousId }))).reason).toBe("MERGED_ELSEWHERE");
  });

  it("merges one visitor once, whoever asks at the same time", async () => {
    const anonymousId = randomUUID();
    await call("Identify", { anonymousId });
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => call("Identify", { userId: `racer-${i}`, anonymousId })));
    expect(all.filter((r) => r.mergeId !== "")).toHaveLength(1);
  });
});

describe("lists", () => {
  it("pages through everybody, each once, in every order", async () => {
    const own = await identityTenant(stack);
    let position = "0";
    for (let i = 0; i < 23; i++) {
      const at = Date.now() - i * 1000 * (i % 5);
      const r = await own.identity.call("Identify", {
        userId: `list-${i}`,
        timestamp: { seconds: Math.floor(at / 1000), nanos: 0 },
        traits: traits({ plan: i % 2 ? "pro" : "free", n: i }),
      });
      position = r.position;
    }
    const pages = async (request: object) => {
      const users: Message[] = [];
      for (let pageToken = ""; ; ) {
        const r = await own.identity.call("ListUsers", { ...request, pageSize: 7, pageToken, minPosition: position });
        users.push(...r.users);
        if (r.nextPageToken === "") return users;
        pageToken = r.nextPageToken;
      }
    };
    const ids = (users: Message[]) => users.map((u) => u.userId);
    for (const request of [{}, { order: "USER_ORDER_LAST_SEEN" }, { activeWithinDays: 30 }]) {
      const users = await pages(request);
      expect(new Set(ids(users)).size).toBe(23);
      expect(users).toHaveLength(23);
    }
    const pro = await pages({ traitsContain: traits({ plan: "pro" }) });
    expect(pro).toHaveLength(11);
    expect(await pages({ traitsContain: traits({ plan: "pro" }), order: "USER_ORDER_LAST_SEEN" })).toHaveLength(11);
    expect(await pages({ traitsContain: traits({ n: 3 }) })).toHaveLength(1);
    expect(await pages({ includeAnonymous: "INCLUDE_ANONYMOUS_ONLY" })).toHaveLength(0);
    const token = (await own.identity.call("ListUsers", { pageSize: 2 })).nextPageToken;
    expect((await refusal(own.identity.call("ListUsers", { pageSize: 2, pageToken: token, segment: "x" }))).code).toBe(
      status.INVALID_ARGUMENT,
    );
    const batch = await own.identity.call("BatchGetUsers", { userIds: ["list-1", "list-2", "nobody-here"] });
    expect(batch.users).toHaveLength(2);
    expect(batch.notFound).toEqual(["nobody-here"]);
  });
});
