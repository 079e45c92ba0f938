import type { RecordedEvent } from "@marketing/shared/base/event";
import { emailStream, normaliseEmail } from "./identifiers.ts";
import type { ReservationEvent, UserEvent } from "./userEvents.ts";

/** Who holds an address, as its stream says, and the version at which it says so. */
export interface EmailReservation {
  readonly holder: string | null;
  readonly version: number;
}

export const foldReservation = (events: ReadonlyArray<RecordedEvent>): EmailReservation => ({
  holder: events.reduce<string | null>((_, e) => (e.type === "email_reserved" ? e.data.userId : null), null),
  version: events.at(-1)?.version ?? 0,
});

export interface ReservationWrite {
  readonly streamId: string;
  readonly expected: number | "stream-exists";
  readonly events: ReadonlyArray<ReservationEvent>;
}

/** What the user's new events mean for the addresses: the new one is reserved, the old one given back, in the same append. */
export const reservationsFor = (
  userId: string,
  before: string | null,
  events: ReadonlyArray<UserEvent>,
  wanted: EmailReservation,
): ReadonlyArray<ReservationWrite> => {
  const change = events.find((e) => (e.type === "user_created" || e.type === "user_identified") && e.data.email !== null);
  if (change?.type !== "user_created" && change?.type !== "user_identified") return [];
  const email = change.data.email!;
  if (before !== null && normaliseEmail(before) === normaliseEmail(email)) return [];
  const writes: ReservationWrite[] = [];
  if (wanted.holder !== userId)
    writes.push({ streamId: emailStream(email), expected: wanted.version, events: [{ type: "email_reserved", data: { userId } }] });
  if (before !== null)
    writes.push({ streamId: emailStream(before), expected: "stream-exists", events: [{ type: "email_released", data: { userId } }] });
  return writes;
};
