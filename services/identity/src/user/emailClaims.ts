import { createHash } from "node:crypto";
import type { Write } from "@marketing/shared/command/execute";
import { type Claim, uniqueClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { UserEvent } from "./events.ts";
import { normaliseEmail } from "./identifiers.ts";

interface Holder {
  readonly userId: string;
}

/** Streams `email-<hash>`, written in the same append as the user's. */
export const emailEvents = defineEvents({
  email_reserved: event<Holder>({ version: 1 }),
  email_released: event<Holder>({ version: 1 }),
});

/** An e-mail address belongs to one user of a tenant. The address is not in the stream's name, so that it can be forgotten. */
export const emailClaims = uniqueClaims<EventOf<typeof emailEvents>>({
  streamId: (email) => `email-${createHash("sha256").update(normaliseEmail(email)).digest("hex")}`,
  taken: (userId) => ({ type: "email_reserved", data: { userId } }),
  given: (userId) => ({ type: "email_released", data: { userId } }),
  holderOf: (event) => (event.type === "email_reserved" ? event.data.userId : null),
});

/** What the user's new events mean for addresses: the new one is claimed, the old one given back. */
export const claimsFor = (userId: string, before: string | null, events: ReadonlyArray<UserEvent>, wanted: Claim): ReadonlyArray<Write> => {
  const change = events.find((e) => (e.type === "user_created" || e.type === "user_identified") && e.data.email !== null);
  if (change?.type !== "user_created" && change?.type !== "user_identified") return [];
  if (before !== null && normaliseEmail(before) === normaliseEmail(change.data.email!)) return [];
  return [
    ...(wanted.holder === userId ? [] : [emailClaims.take(wanted, userId)]),
    ...(before === null ? [] : [emailClaims.give(before, userId)]),
  ];
};
