import { createHash } from "node:crypto";
import type { Write } from "@marketing/shared/command/execute";
import { type Claim, uniqueClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { keysOf } from "./emailKey.ts";
import type { UserEvent } from "./events.ts";

interface Holder {
  readonly userId: string;
}

/** Streams `email-<hash>`, written in the same append as the user's. */
export const emailEvents = defineEvents({
  email_reserved: event<Holder>({ version: 1 }),
  email_released: event<Holder>({ version: 1 }),
});

/** An e-mail address, by its normal form, belongs to one user of a tenant. It is not in the stream's name, so that it can be forgotten. */
const emailClaims = uniqueClaims<EventOf<typeof emailEvents>>({
  streamId: (key) => `email-${createHash("sha256").update(key).digest("hex")}`,
  taken: (userId) => ({ type: "email_reserved", data: { userId } }),
  given: (userId) => ({ type: "email_released", data: { userId } }),
  holderOf: (event) => (event.type === "email_reserved" ? event.data.userId : null),
});

/** The claim by which an address is taken, and whoever holds the address, by its normal form or by a former one. */
export const findEmail = async (log: EventLog, tenantId: string, email: string): Promise<Claim> => {
  const [key, former] = keysOf(email);
  const claim = await emailClaims.find(log, tenantId, key);
  if (claim.holder !== null || former === key) return claim;
  return { ...claim, holder: (await emailClaims.find(log, tenantId, former)).holder };
};

/** What the user's new events mean for addresses: the new one is claimed, the old one given back. `before`: the normal form that they hold. */
export const claimsFor = (userId: string, before: string | null, events: ReadonlyArray<UserEvent>, wanted: Claim): ReadonlyArray<Write> => {
  const change = events.find((e) => (e.type === "user_created" || e.type === "user_identified") && e.data.email !== null);
  if (change === undefined || before === wanted.value) return [];
  return [emailClaims.take(wanted, userId), ...(before === null ? [] : [emailClaims.give(before, userId)])];
};
