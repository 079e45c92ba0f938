import { Result } from "effect";
import { expect, it } from "vitest";
import { reservationDecider } from "./decide.ts";
import type { ReservationState } from "./state.ts";

const { decide, evolve, initialState } = reservationDecider;
const opened = evolve(initialState, {
  type: "reservation_opened",
  data: { reservationId: "r", campaignId: "c", amount: 100, purpose: "" },
});
const release = (state: ReservationState, releaseId: string, amount: number | null): ReservationState => {
  const decision = decide({ type: "release", releaseId, amount }, state);
  if (Result.isFailure(decision)) throw new Error(decision.failure.reason);
  return decision.success.reduce(evolve, state);
};

it("gives back what is left and no more", () => {
  const part = release(opened, "a", 30);
  expect(part.remaining).toBe(70);
  expect(() => release(part, "b", 71)).toThrow("RELEASE_EXCEEDS_RESERVATION");
  const rest = release(part, "b", null);
  expect(rest.remaining).toBe(0);
  expect(() => release(rest, "c", null)).toThrow("RELEASE_EXCEEDS_RESERVATION");
  expect(() => release(initialState, "a", 1)).toThrow("RESERVATION_NOT_FOUND");
});

it("a release is made once, and known by what was left after it", () => {
  const rest = release(release(opened, "a", 30), "b", 50);
  expect(release(rest, "a", 30)).toEqual(rest);
  expect(rest.releases.get("a")).toEqual({ amount: 30, remaining: 70 });
});
