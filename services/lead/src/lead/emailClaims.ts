import { createHash } from "node:crypto";
import { type Claim, uniqueClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { keysOf } from "./emailKey.ts";

/** Events of the streams `email-<hash>`, written in the same append as the lead's. */
export const emailEvents = defineEvents({
  email_reserved: event<{ readonly leadId: string }>({ version: 1 }),
  email_released: event<{ readonly leadId: string }>({ version: 1 }),
});

/** One address, by its normal form, is one lead. It is not in the stream's name, so that it can be forgotten. */
export const emailClaims = uniqueClaims<EventOf<typeof emailEvents>>({
  streamId: (key) => `email-${createHash("sha256").update(key).digest("hex")}`,
  taken: (leadId) => ({ type: "email_reserved", data: { leadId } }),
  given: (leadId) => ({ type: "email_released", data: { leadId } }),
  holderOf: ({ type, data }) => (type === "email_reserved" ? data.leadId : null),
});

/** The claim by which an address is taken, and the lead that holds the address, by its normal form or by a former one. */
export const findEmail = async (log: EventLog, tenantId: string, email: string): Promise<Claim> => {
  const [key, former] = keysOf(email);
  const claim = await emailClaims.find(log, tenantId, key);
  if (claim.holder !== null || former === key) return claim;
  return { ...claim, holder: (await emailClaims.find(log, tenantId, former)).holder };
};
