import { illegalId } from "@marketing/shared/base/noId";
import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { type UserCommand, userDecider } from "./decide.ts";
import { effective, mergedIds, primarySegment } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { evolve, visitorSeen } from "./evolve.ts";
import { visitorStays } from "./merge.ts";
import { initialUser, type UserState } from "./state.ts";

const given = (...events: ReadonlyArray<UserEvent>): UserState => events.reduce(evolve, initialUser);
const decide = (command: UserCommand, state: UserState) => {
  const result = userDecider.decide(command, state);
  return Result.isSuccess(result) ? { events: result.success, rejection: null } : { events: [], rejection: result.failure };
};
const then = (command: UserCommand, state: UserState): UserState => decide(command, state).events.reduce(evolve, state);

const identifyAs = (over: Partial<Extract<UserCommand, { type: "identify" }>>): UserCommand => ({
  type: "identify",
  userId: "u1",
  externalId: "ann",
  email: null,
  emailHolder: null,
  known: true,
  redirected: false,
  set: {},
  setOnce: {},
  unset: [],
  at: 1000,
  firstActivity: null,
  active: true,
  source: "api",
  anonymousId: null,
  visitor: null,
  mergeId: "m1",
  ...over,
});
const created = (userId = "u1", over: Record<string, unknown> = {}): UserEvent =>
  ({
    type: "user_created",
    data: { userId, externalId: null, email: null, known: true, createdAt: 500, seenAt: null, anonymousId: null, ...over },
  }) as UserEvent;
const visitor = (over: Partial<UserState> = {}): UserState => ({ ...visitorSeen("v1", null, false, 100), ...over });

describe("identify", () => {
  it("creates whom it does not know, at the time it was said", () => {
    const { events } = decide(identifyAs({ email: "A@x.com", set: { plan: "pro" } }), initialUser);
    expect(events.map((e) => e.type)).toEqual(["user_created", "traits_changed"]);
    const user = events.reduce(evolve, initialUser);
    expect(user).toMatchObject({
      exists: true,
      email: "A@x.com",
      externalId: "ann",
      createdAt: 1000,
      own: { lastSeen: 1000, traits: { plan: "pro" } },
    });
  });

  it("says nothing when nothing is new", () => {
    const user = then(identifyAs({ set: { plan: "pro" } }), initialUser);
    expect(decide(identifyAs({ set: { plan: "pro" } }), user).events).toEqual([]);
  });

  it("merges traits: set, set once, unset", () => {
    const user = then(identifyAs({ set: { a: 1, b: { c: [1, 2] } } }), initialUser);
    const after = then(identifyAs({ set: { a: 2, b: { c: [1, 2] } }, setOnce: { a: 9, d: 4 }, unset: ["b"] }), user);
    expect(after.own.traits).toEqual({ a: 2, b: { c: [1, 2] }, d: 4 });
    expect(then(identifyAs({ unset: ["a", "nothing"] }), after).own.traits).toEqual({ b: { c: [1, 2] }, d: 4 });
  });

  it("never moves last_seen back, nor forward for somebody who was not there", () => {
    const user = given(created(), {
      type: "user_identified",
      data: { userId: "u1", externalId: null, email: null, known: true, previousEmail: null, anonymousId: null, at: 2000, active: true },
    });
    expect(then(identifyAs({ at: 1500 }), user).own.lastSeen).toBe(2000);
    expect(then(identifyAs({ at: 9000, active: false, email: "a@x.com" }), user).own.lastSeen).toBe(2000);
    expect(then(identifyAs({ at: 3000 }), user).own.lastSeen).toBe(3000);
  });

  it("refuses an email another user holds, and accepts one's own in another case", () => {
    expect(decide(identifyAs({ email: "a@x.com", emailHolder: "u9" }), given(created())).rejection).toMatchObject({
      kind: "already_exists",
      reason: "EMAIL_TAKEN",
      metadata: { user_id: "u9" },
    });
    const user = given(created("u1", { email: "A@x.com" }));
    expect(then(identifyAs({ email: "a@X.com", emailHolder: "u1" }), user).email).toBe("a@X.com");
  });

  it("keeps the email of a person reached through a merged id", () => {
    const user = given(created("u1", { email: "a@x.com" }));
    expect(then(identifyAs({ email: "b@x.com", redirected: true, known: false }), user).email).toBe("a@x.com");
  });

  it("makes an anonymous visitor part of the user; the user's own value wins", () => {
    const v = visitor({ own: { traits: { plan: "free", theme: "dark" }, segments: {}, prediction: null, lastSeen: 50 } });
    const user = then(identifyAs({ set: { plan: "pro" }, anonymousId: "anon", visitor: v }), initialUser);
    expect(effective(user)).toMatchObject({ traits: { plan: "pro", theme: "dark" }, lastSeen: 1000 });
    expect(mergedIds(user)).toEqual(["v1"]);
  });

  it("does not move a visitor who belongs to somebody else, is somebody, or was taken back", () => {
    const user = given(created());
    expect(visitorStays(user, visitor({ mergedInto: { mergeId: "m", winnerId: "u7" } }))).toBe("anonymous_id_merged_elsewhere");
    expect(visitorStays(user, visitor({ email: "v@x.com" }))).toBe("anonymous_id_identified");
    expect(visitorStays({ ...user, undone: ["v1"] }, visitor())).toBe("merge_was_undone");
    expect(visitorStays(user, visitor({ mergedInto: { mergeId: "m", winnerId: "u1" } }))).toBe("same");
    expect(
      decide(identifyAs({ at: 10, active: false, visitor: visitor({ email: "v@x.com" }) }), given(created("u1", { externalId: "ann" })))
        .events,
    ).toEqual([]);
  });
});

describe("merge and undo", () => {
  const loser = visitor({
    own: { traits: { a: "theirs", b: 2 }, segments: { trial: { priority: 5, at: 1, source: "manual" } }, prediction: null, lastSeen: 70 },
  });
  const before = given(created(), { type: "traits_changed", data: { userId: "u1", set: { a: "mine" }, unset: [], at: 1, source: "api" } });
  const command: UserCommand = { type: "merge", loser, externalId: null, anonymousId: null, reason: "merge", mergeId: "m1", at: 1 };

  it("gives exactly the earlier state back", () => {
    const after = then(command, before);
    expect(effective(after)).toMatchObject({ traits: { a: "mine", b: 2 }, lastSeen: 70 });
    expect(primarySegment(effective(after).segments)).toBe("trial");
    const undone = then({ type: "unmerge", mergeId: "m1", reason: "wrong", at: 2 }, after);
    expect({ ...undone, undone: [] }).toEqual(before);
    expect(decide({ type: "unmerge", mergeId: "m1", reason: "wrong", at: 2 }, undone).events).toEqual([]);
  });

  it("keeps what the winner learned in between", () => {
    const after = then(identifyAs({ set: { c: 3 }, unset: ["b"] }), then(command, before));
    expect(effective(after).traits).toEqual({ a: "mine", c: 3 });
    expect(effective(then({ type: "unmerge", mergeId: "m1", reason: "", at: 2 }, after)).traits).toEqual({ a: "mine", c: 3 });
  });

  it("never swallows an identified person, nor one who is part of another", () => {
    expect(decide({ ...command, loser: { ...loser, email: "l@x.com" } }, before).rejection).toMatchObject({
      kind: "failed_precondition",
      reason: "LOSER_IS_IDENTIFIED",
    });
    expect(decide({ ...command, loser: { ...loser, externalId: "bob" } }, before).rejection).toMatchObject({
      reason: "LOSER_IS_IDENTIFIED",
    });
    expect(decide({ ...command, loser: { ...loser, mergedInto: { mergeId: "m0", winnerId: "u7" } } }, before).rejection).toMatchObject({
      reason: "MERGED_ELSEWHERE",
      metadata: { merge_id: "m0" },
    });
    expect(decide({ ...command, loser: before }, before).events).toEqual([]);
  });

  it("undoes the outer merge of a chain first", () => {
    const inner = then(command, before);
    const outer = evolve(inner, { type: "merged_into", data: { mergeId: "m2", userId: "u1", winnerId: "u9", at: 3 } });
    expect(decide({ type: "unmerge", mergeId: "m1", reason: "", at: 4 }, outer).rejection).toMatchObject({
      reason: "WINNER_IS_MERGED",
      metadata: { merge_id: "m2" },
    });
  });
});

describe("segments and predictions", () => {
  it("shows the segment of highest priority, and the next when it goes", () => {
    let user = given(created());
    user = then({ type: "assign_segment", segment: "trial", priority: 1, source: "manual", at: 1 }, user);
    user = then({ type: "assign_segment", segment: "enterprise", priority: 9, source: "manual", at: 2 }, user);
    expect(primarySegment(user.own.segments)).toBe("enterprise");
    user = then({ type: "remove_segment", segment: "enterprise", source: "manual", at: 3 }, user);
    expect(primarySegment(user.own.segments)).toBe("trial");
    user = then({ type: "remove_segment", segment: "trial", source: "manual", at: 3 }, user);
    expect(primarySegment(user.own.segments)).toBeNull();
    expect(decide({ type: "remove_segment", segment: "trial", source: "manual", at: 3 }, user).events).toEqual([]);
  });

  it("keeps the newest prediction and fills in what a later one leaves out", () => {
    const ltv: UserCommand = {
      type: "predict",
      ltvPrediction: "100.00",
      currency: "EUR",
      churnRisk: null,
      modelVersion: "ltv-1",
      predictedAt: 10,
    };
    let user = then(ltv, given(created()));
    expect(decide({ ...ltv, predictedAt: 9 }, user).events).toEqual([]);
    user = then(
      { type: "predict", ltvPrediction: null, currency: null, churnRisk: "0.1235", modelVersion: "churn-2", predictedAt: 20 },
      user,
    );
    expect(user.own.prediction).toEqual({
      ltvPrediction: "100.00",
      currency: "EUR",
      churnRisk: "0.1235",
      modelVersion: "churn-2",
      predictedAt: 20,
    });
  });

  it("knows nobody without a stream", () => {
    expect(decide({ type: "assign_segment", segment: "a", priority: 1, source: "manual", at: 1 }, initialUser).rejection?.kind).toBe(
      "not_found",
    );
    expect(
      decide({ type: "create", userId: "u1", externalId: null, email: null, emailHolder: null, traits: {}, now: 1 }, given(created()))
        .rejection?.kind,
    ).toBe("already_exists");
  });
});

describe("identifiers", () => {
  it.each([
    "anonymous",
    "Guest",
    " null ",
    '"undefined"',
    "'NaN'",
    "0",
    "000",
    "[object Object]",
    "TRUE",
    "false",
    "None",
    "",
    "  ",
    "00000000-0000-0000-0000-000000000000",
    '"0"',
  ])("refuses %j", (id) => {
    expect(illegalId(id)).not.toBeNull();
  });
  it.each(["ann", "42", "user-0", "guest-17", "b5f0…", "0x0"])("takes %j", (id) => {
    expect(illegalId(id)).toBeNull();
  });
});
