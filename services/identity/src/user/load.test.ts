import { expect, it } from "vitest";
import { evolve, evolveMembership, visitorSeen } from "./evolve.ts";
import { firstEvent } from "./load.ts";
import { initialUser, type UserState } from "./state.ts";

const userId = "u1";
const loaded = (state: UserState, version = 0) => ({ id: userId, state, version, position: 7 });

it.each([
  ["seen after 1970", 1_000],
  ["seen before", -1_000],
])("the first event of a visitor %s makes of them what the log will make of it", (_, firstSeen) => {
  const visitor = evolveMembership(visitorSeen(userId, "ann", true, firstSeen), {
    type: "segment_entered",
    data: { userId, segmentId: "s1", segment: "vip", priority: 3, cause: "behaviour", at: 2_000 },
  });
  const first = firstEvent(loaded(visitor));
  expect(first.map((e) => e.type)).toEqual(["user_created"]);
  // what the visitor was decided on, and what the stream alone gives with the memberships beside it, are the same user
  expect(first.reduce(evolve, visitor)).toEqual(first.reduce(evolve, { ...initialUser, entered: visitor.entered }));
  expect(first.reduce(evolve, visitor)).toEqual(visitor);
});

it("nobody, and somebody who has a stream, need none", () => {
  expect(firstEvent(loaded({ ...initialUser, userId }))).toEqual([]);
  expect(firstEvent(loaded(visitorSeen(userId, null, false, 1_000), 1))).toEqual([]);
});
