import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { ReservationEvent } from "./events.ts";
import { evolve, initialReservation, type ReservationState } from "./state.ts";

/** `amount` null = all that is left. A release that is repeated under its id is made once. */
export interface ReservationCommand {
  readonly type: "release";
  readonly releaseId: string;
  readonly amount: number | null;
}

const decide = ({ releaseId, amount }: ReservationCommand, state: ReservationState): Decision<ReservationEvent> => {
  const { campaignId, remaining, releases } = state;
  if (campaignId === "") return refuse("not_found", "RESERVATION_NOT_FOUND", "no such reservation");
  if (releases.has(releaseId)) return accept();
  const released = amount ?? remaining;
  if (released === 0 || released > remaining)
    return refuse("failed_precondition", "RELEASE_EXCEEDS_RESERVATION", "so much is not left of the reservation", {
      remaining_micros: String(remaining),
    });
  return accept({ type: "reservation_released", data: { releaseId, amount: released } });
};

/** A reservation is opened by the campaign that affords it; see commands.ts. */
export const reservationDecider: Decider<ReservationState, ReservationCommand, ReservationEvent> = {
  initialState: initialReservation,
  decide,
  evolve,
};
