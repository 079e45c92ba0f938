import { AppendError } from "@marketing/shared/base/appendError";
import { failedPrecondition } from "@marketing/shared/base/errors";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { Handled, Loaded } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Caller } from "../call.ts";
import { readRemembered } from "../remembered.ts";
import { foldReservation, type Reservation, type ReservationEvent, reservationStream } from "../spend/reservation.ts";
import { handleInTurn } from "../turns.ts";
import { type CampaignCommand, type CampaignState, campaignDecider } from "./campaign.ts";
import { type CampaignEvent, campaignStream } from "./campaignEvents.ts";

export type HandledCampaign = Handled<CampaignState, CampaignEvent>;

export const commandCampaign = (caller: Caller, campaignId: string, command: CampaignCommand): Promise<HandledCampaign> =>
  handleInTurn({ ...caller, decider: campaignDecider, streamId: campaignStream(campaignId), command });

/** The campaign as its own stream says; not there = "" as campaignId. */
export const loadCampaign = (log: EventLog, tenantId: string, campaignId: string): Promise<Loaded<CampaignState>> =>
  readRemembered(log, campaignDecider, tenantId, campaignStream(campaignId));

/** Books the amount and opens the reservation's stream, both or neither. */
export const reserveSpend = (
  caller: Caller,
  campaignId: string,
  reservationId: string,
  spend: { readonly amount: number; readonly currency: string | null; readonly purpose: string; readonly now: number },
): Promise<HandledCampaign> => {
  const streamId = campaignStream(campaignId);
  const { amount, currency, purpose, now } = spend;
  const opened: ReservationEvent = { type: "reservation_opened", data: { reservationId, campaignId, amount, purpose } };
  return handleInTurn({
    ...caller,
    decider: campaignDecider,
    streamId,
    command: { type: "reserve", amount, currency, source: "reservation", now },
    alongside: () => [{ streamId: reservationStream(reservationId), expected: "no-stream", events: [opened] }],
    refusedAlongside: () => ({ kind: "already_exists", reason: "RESERVATION_EXISTS", message: `reservation ${reservationId} exists` }),
  });
};

export interface Release {
  readonly released: number;
  readonly remaining: number;
  readonly version: number;
  readonly position: number;
}

const loadReservation = async (
  log: EventLog,
  tenantId: string,
  id: string,
): Promise<{ reservation: Reservation | null; version: number }> => {
  const events = await log.readStreamAll(tenantId, reservationStream(id));
  return { reservation: foldReservation(events as unknown as ReservationEvent[]), version: events.at(-1)?.version ?? 0 };
};

/** Null = there is no such reservation. `amount` null = all that is left. */
export const releaseSpend = async (caller: Caller, reservationId: string, amount: number | null, now: number): Promise<Release | null> => {
  const releaseId = caller.appendId ?? uuidv7();
  for (let attempt = 1; ; attempt++) {
    const { reservation, version } = await loadReservation(caller.log, caller.tenantId, reservationId);
    if (!reservation) return null;
    const done = reservation.releases.get(releaseId);
    const released = done?.amount ?? amount ?? reservation.remaining;
    if (!done && (released === 0 || released > reservation.remaining))
      throw failedPrecondition("RELEASE_EXCEEDS_RESERVATION", "so much is not left of the reservation", {
        remaining_micros: String(reservation.remaining),
      });
    const streamId = campaignStream(reservation.campaignId);
    const event: ReservationEvent = { type: "reservation_released", data: { releaseId, amount: released } };
    try {
      const handled = await handleInTurn({
        ...caller,
        appendId: releaseId,
        decider: campaignDecider,
        streamId,
        command: { type: "release", amount: released, now },
        alongside: () => [{ streamId: reservationStream(reservationId), expected: version, events: [event] }],
      });
      return {
        released,
        remaining: done?.remaining ?? reservation.remaining - released,
        version: handled.version,
        position: handled.position,
      };
    } catch (error) {
      // another release of the same reservation came first: what is left is decided again
      if (!(error instanceof AppendError) || error.reason !== "wrong_expected_version" || attempt === 50) throw error;
    }
  }
};
