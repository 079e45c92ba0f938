import type { JsonValue } from "@marketing/shared/base/json";
import { illegalId } from "@marketing/shared/base/noId";
import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { claimed } from "./claim.ts";
import { type UserCommand, userDecider } from "./decide.ts";
import { createdAtOf, effective, mergedIds, primarySegment } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { evolve, visitorSeen } from "./evolve.ts";
import type { IdentifyCommand } from "./identify.ts";
import { saidTraits } from "./saidTraits.ts";
import { initialUser, noProfileData, type UserState } from "./state.ts";
import { registersOf } from "./traitRegister.ts";

const given = (...events: ReadonlyArray<UserEvent>): UserState => events.reduce(evolve, initialUser);
const decide = (command: UserCommand, state: UserState) => {
  const result = userDecider.decide(command, state);
  return Result.isSuccess(result) ? { events: result.success, rejection: null } : { events: [], rejection: result.failure };
};
const then = (command: UserCommand, state: UserState): UserState => decide(command, state).events.reduce(evolve, state);

type Over = Partial<Omit<IdentifyCommand, "said" | "traits">> & {
  readonly at?: number;
  readonly id?: string;
  readonly set?: Record<string, JsonValue>;
  readonly setOnce?: Record<string, JsonValue>;
  readonly unset?: ReadonlyArray<string>;
};
const day = 86_400_000;
const identifyAs = ({ at = 1000, id = "r1", set = {}, setOnce = {}, unset = [], ...over }: Over): IdentifyCommand => ({
  type: "identify",
  userId: "u1",
  under: "u1",
  externalId: "ann",
  email: null,
  emailHolder: null,
  known: true,
  traits: saidTraits(set, setOnce, unset),
  said: { at, id },
  timed: true,
  firstActivity: null,
  active: true,
  source: "api",
  anonymousId: null,
  visitor: null,
  holder: null,
  mergeId: "m1",
  now: 2 * day,
  claimWindowMs: day,
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
      own: { firstSeen: 1000, lastSeen: 1000 },
    });
    expect([createdAtOf(user), effective(user).traits]).toEqual([1000, { plan: "pro" }]);
  });

  it("says nothing when nothing is new", () => {
    const user = then(identifyAs({ set: { plan: "pro" } }), initialUser);
    expect(decide(identifyAs({ set: { plan: "pro" } }), user).events).toEqual([]);
  });

  it("merges traits: set, set once, unset", () => {
    const user = then(identifyAs({ set: { a: 1, b: { c: [1, 2] } } }), initialUser);
    const after = then(identifyAs({ at: 1001, set: { a: 2, b: { c: [1, 2] } }, setOnce: { a: 9, d: 4 }, unset: ["b"] }), user);
    expect(effective(after).traits).toEqual({ a: 2, b: { c: [1, 2] }, d: 4 });
    expect(effective(then(identifyAs({ at: 1002, unset: ["a", "nothing"] }), after)).traits).toEqual({ b: { c: [1, 2] }, d: 4 });
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
    expect(then(identifyAs({ email: "b@x.com", under: "v1", known: false }), user).email).toBe("a@x.com");
  });

  it("takes the email said later, whichever arrives first", () => {
    const [old, now] = [identifyAs({ email: "old@x.com", at: 10 }), identifyAs({ email: "new@x.com", at: 20 })];
    for (const order of [
      [old, now],
      [now, old],
    ])
      expect(order.reduce((user, c) => then(c, user), initialUser).email).toBe("new@x.com");
  });

  it("makes an anonymous visitor part of the user; the later word counts", () => {
    const said = registersOf({ set: { plan: "free", theme: "dark" } }, { at: 60, id: "" });
    const v = visitor({ own: { ...noProfileData, said, firstSeen: 40, lastSeen: 50 } });
    const user = then(identifyAs({ set: { plan: "pro" }, anonymousId: "anon", visitor: v }), initialUser);
    expect(effective(user)).toMatchObject({ traits: { plan: "pro", theme: "dark" }, firstSeen: 40, lastSeen: 1000 });
    expect(effective(then(identifyAs({ at: 55, set: { plan: "pro" }, visitor: v }), initialUser)).traits).toMatchObject({ plan: "free" });
    expect(mergedIds(user)).toEqual(["v1"]);
  });

  const into = (winnerId: string, at: number | null, madeAt = 2 * day) => ({
    mergeId: "m0",
    winnerId,
    claim: at === null ? null : { at, id: "r0" },
    madeAt,
  });
  const claiming = (over: Partial<IdentifyCommand> & Over, v: UserState, user = given(created())) =>
    claimed(identifyAs({ visitor: v, holder: given(created("u7")), ...over }), v, user);

  it("moves a visitor to who claimed them earlier, of one moment by the message's id", () => {
    const v = visitor({ mergedInto: into("u7", 2000) });
    expect(claiming({ at: 1999 }, v)).toBe("moved");
    expect(claiming({ at: 2000, id: "r" }, v)).toBe("moved");
    expect(claiming({ at: 2000, id: "r0" }, v)).toBe("anonymous_id_merged_elsewhere");
    expect(claiming({ at: 2001 }, v)).toBe("anonymous_id_merged_elsewhere");
    expect(claiming({ at: 1999, timed: false }, v)).toBe("anonymous_id_merged_elsewhere");
  });

  it("moves nobody who was merged by hand, whose merge has stood too long, nor reaches back further than that", () => {
    expect(claiming({ at: 1 }, visitor({ mergedInto: into("u7", null) }))).toBe("anonymous_id_merged_elsewhere");
    expect(claiming({ at: 1 }, visitor({ mergedInto: into("u7", 2000, day - 1) }))).toBe("claim_too_late");
    expect(claiming({ at: 1 }, visitor({ mergedInto: into("u7", 2000, day) }))).toBe("moved");
    expect(claiming({ at: -day + 1999 }, visitor({ mergedInto: into("u7", 2000) }))).toBe("claim_too_late");
    expect(claiming({ at: -day + 2000 }, visitor({ mergedInto: into("u7", 2000) }))).toBe("moved");
    const part = { ...given(created("u7")), mergedInto: into("u9", null) };
    expect(claiming({ at: 1, holder: part }, visitor({ mergedInto: into("u7", 2000) }))).toBe("anonymous_id_merged_elsewhere");
  });

  it("does not claim a visitor who is somebody, or was taken back; remembers that a claim was made earlier", () => {
    const user = given(created());
    expect(claiming({}, visitor({ email: "v@x.com" }))).toBe("anonymous_id_identified");
    expect(claiming({}, visitor(), { ...user, undone: ["v1"] })).toBe("merge_was_undone");
    expect(claiming({ at: 1 }, visitor({ mergedInto: into("u7", 2000) }), { ...user, undone: ["v1"] })).toBe("merge_was_undone");
    expect(claiming({ at: 3000 }, visitor({ mergedInto: into("u1", 2000) }))).toBe("same");
    const earlier = identifyAs({ at: 1000, active: false, visitor: visitor({ mergedInto: into("u1", 2000) }) });
    expect(decide(earlier, given(created("u1", { externalId: "ann" }))).events).toMatchObject([
      { type: "claim_made_earlier", data: { mergeId: "m0", loserId: "v1", claim: { at: 1000, id: "r1" } } },
    ]);
    expect(
      decide(identifyAs({ active: false, visitor: visitor({ email: "v@x.com" }) }), given(created("u1", { externalId: "ann" }))).events,
    ).toEqual([]);
  });
});

describe("merge and undo", () => {
  const loser = visitor({
    own: {
      ...noProfileData,
      said: registersOf({ set: { a: "theirs", b: 2 } }, { at: 0, id: "" }),
      segments: { trial: { priority: 5, at: 1, source: "manual" } },
      lastSeen: 70,
    },
  });
  const before = given(created(), { type: "traits_changed", data: { userId: "u1", set: { a: "mine" }, unset: [], at: 1, source: "api" } });
  const command: UserCommand = { type: "merge", loser, externalId: null, anonymousId: null, reason: "merge", mergeId: "m1", at: 1, now: 1 };

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
    expect(
      decide({ ...command, loser: { ...loser, mergedInto: { mergeId: "m0", winnerId: "u7", claim: null, madeAt: 1 } } }, before).rejection,
    ).toMatchObject({
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

it("folds events of before words and times were kept as they were meant: the winner's own, then the earlier merged one's", () => {
  const layer = (loserId: string, plan: string) =>
    ({ mergeId: loserId, loserId, ids: [loserId], traits: { plan, [loserId]: 1 }, segments: {}, prediction: null, lastSeen: 70 }) as const;
  const merged = (loserId: string, plan: string, at: number): UserEvent => ({
    type: "user_merged",
    data: { mergeId: loserId, userId: "u1", loserId, anonymousId: null, reason: "identify", layer: layer(loserId, plan), at },
  });
  const changed = (set: Record<string, JsonValue>, unset: ReadonlyArray<string>, at: number): UserEvent => ({
    type: "traits_changed",
    data: { userId: "u1", set, unset, at, source: "api" },
  });
  const two = given(created(), merged("v1", "early", 200), merged("v2", "late", 300));
  expect(effective(two)).toMatchObject({ traits: { plan: "early", v1: 1, v2: 1 }, lastSeen: 70, firstSeen: 500 });
  const own = evolve(two, changed({ plan: "own" }, ["v2"], 100));
  expect(effective(own).traits).toEqual({ plan: "own", v1: 1 });
  const into = evolve(own, { type: "merged_into", data: { mergeId: "m", userId: "u1", winnerId: "u9", at: 400 } });
  expect(into.mergedInto).toEqual({ mergeId: "m", winnerId: "u9", claim: null, madeAt: null });
  const destroyed = {
    type: "user_merged",
    data: { mergeId: "m", userId: "u1", loserId: "v3", anonymousId: null, reason: "identify", layer: null, at: 1 },
  };
  expect(mergedIds(evolve(own, destroyed as UserEvent))).toContain("v3");
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
      decide(
        { type: "create", userId: "u1", externalId: null, email: null, emailHolder: null, traits: {}, messageId: "r1", now: 1 },
        given(created()),
      ).rejection?.kind,
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
