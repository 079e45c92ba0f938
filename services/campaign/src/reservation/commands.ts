import { fromRejection } from "@marketing/shared/base/errors";
import { uuidv7 } from "@marketing/shared/base/ids";
import { type Aggregate, load, streamIdOf } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, executeOn } from "@marketing/shared/command/execute";
import { Result } from "effect";
import { campaign, type HandledCampaign, loadCampaign } from "../campaign/commands.ts";
import { type ReservationCommand, reservationDecider } from "./decide.ts";
import type { ReservationEvent } from "./events.ts";
import type { Release, ReservationState } from "./state.ts";

// The campaign says whether it can afford an amount, the reservation what is left of one. Both streams are written in one append.

const reservation: Aggregate<ReservationState, ReservationCommand, ReservationEvent> = {
  category: "reservation",
  decider: reservationDecider,
};

/** Books the amount and opens the reservation's stream, both or neither. */
export const reserveSpend = (
  caller: Caller,
  campaignId: string,
  reservationId: string,
  spend: { readonly amount: number; readonly currency: string | null; readonly purpose: string; readonly now: number },
): Promise<HandledCampaign> => {
  const { amount, currency, purpose, now } = spend;
  const opened: ReservationEvent = { type: "reservation_opened", data: { reservationId, campaignId, amount, purpose } };
  return executeOn(
    caller,
    campaign,
    campaignId,
    { type: "reserve", amount, currency, source: "reservation", now },
    {
      alongside: () => [{ streamId: streamIdOf(reservation, reservationId), expected: "no-stream", events: [opened] }],
      refusedAlongside: () => ({ kind: "already_exists", reason: "RESERVATION_EXISTS", message: `reservation ${reservationId} exists` }),
    },
  );
};

/** The campaign a reservation is of, which its first event says for good; null = there is no such reservation. */
const campaignOf = async ({ log, tenantId }: Caller, reservationId: string): Promise<string | null> => {
  const [opened] = (await log.readStream(tenantId, streamIdOf(reservation, reservationId), 0, 1)) as ReadonlyArray<ReservationEvent>;
  return opened?.type === "reservation_opened" ? opened.data.campaignId : null;
};

/** What was released, with the campaign's version and position. Null = there is no such reservation. `amount` null = all that is left. */
export const releaseSpend = async (
  caller: Caller,
  reservationId: string,
  amount: number | null,
  now: number,
): Promise<(Release & Pick<HandledCampaign, "version" | "position">) | null> => {
  const campaignId = await campaignOf(caller, reservationId);
  if (campaignId === null) return null;
  const releaseId = caller.appendId ?? uuidv7();
  let release!: Release;
  const { version, position } = await execute(
    caller,
    campaign,
    async () => {
      const [current, reserved] = await Promise.all([
        loadCampaign(caller.log, caller.tenantId, campaignId),
        load(caller.log, reservation, caller.tenantId, reservationId),
      ]);
      const decision = reservationDecider.decide({ type: "release", releaseId, amount }, reserved.state);
      if (Result.isFailure(decision)) throw fromRejection(decision.failure);
      const events = decision.success;
      release = events.reduce(reservationDecider.evolve, reserved.state).releases.get(releaseId)!;
      return {
        current,
        // a repeat finds its release made, and gives nothing back to the campaign
        command: { type: "release" as const, amount: events.length === 0 ? 0 : release.amount, now },
        alongside: () => [{ streamId: streamIdOf(reservation, reservationId), expected: reserved.version, events }],
      };
    },
    { id: campaignId },
  );
  return { ...release, version, position };
};
