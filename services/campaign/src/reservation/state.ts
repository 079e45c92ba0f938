import type { ReservationEvent } from "./events.ts";

/** What came back at once, and what was left after it. */
export interface Release {
  readonly amount: number;
  readonly remaining: number;
}

export interface ReservationState {
  /** "" = there is no such reservation. */
  readonly campaignId: string;
  readonly remaining: number;
  /** By release id. */
  readonly releases: ReadonlyMap<string, Release>;
}

export const initialReservation: ReservationState = { campaignId: "", remaining: 0, releases: new Map() };

export const evolve = (state: ReservationState, { type, data }: ReservationEvent): ReservationState => {
  if (type === "reservation_opened") return { campaignId: data.campaignId, remaining: data.amount, releases: new Map() };
  const remaining = state.remaining - data.amount;
  return { ...state, remaining, releases: new Map(state.releases).set(data.releaseId, { amount: data.amount, remaining }) };
};
