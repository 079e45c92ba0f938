import { createHash } from "node:crypto";
import { uniqueClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import { normaliseEmail } from "./contact.ts";

/** Events of the streams `email-<hash>`, written in the same append as the lead's. */
export const emailEvents = defineEvents({
  email_reserved: event<{ readonly leadId: string }>({ version: 1 }),
  email_released: event<{ readonly leadId: string }>({ version: 1 }),
});

/** One address is one lead, whatever its case. The address itself is not in the stream's name, so that it can be forgotten. */
export const emailClaims = uniqueClaims<EventOf<typeof emailEvents>>({
  streamId: (email) => `email-${createHash("sha256").update(normaliseEmail(email)).digest("hex")}`,
  taken: (leadId) => ({ type: "email_reserved", data: { leadId } }),
  given: (leadId) => ({ type: "email_released", data: { leadId } }),
  holderOf: ({ type, data }) => (type === "email_reserved" ? data.leadId : null),
});
