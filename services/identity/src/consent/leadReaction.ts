import { LeadConsentStatedSchema } from "@marketing/protos/lead/v1/lead_events";
import { invalidEmail } from "@marketing/shared/base/email";
import { appendIdOf } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { setConsent } from "./commands.ts";
import { addressSha256, ofAddress } from "./subject.ts";
import { channels, everyPurpose, purposeProblem } from "./terms.ts";

export const consentStated = foreignEvents(LeadConsentStatedSchema);

/** What a lead's file or form said becomes a consent of its address, once an event, by its id. */
export const consentReaction =
  (log: EventLog) =>
  async ({ tenantId, eventId, data }: Recorded<EventOf<typeof consentStated>>): Promise<void> => {
    const { email = "", purpose = "", granted = false, source = "" } = data;
    const channel = channels.find((c) => c === data.channel);
    const at = Date.parse(String(data.saidAt));
    const broken = purpose === everyPurpose ? granted : purposeProblem(purpose) !== null;
    if (channel === undefined || broken || Number.isNaN(at)) throw new TypeError(`event ${eventId} states no consent`);
    // of a lead that was forgotten nothing is known any more
    if (invalidEmail(email) !== null) return;
    const statement = {
      ...({ channel, purpose, status: granted ? "granted" : "withdrawn", at, messageId: eventId } as const),
      ...{ source: `lead:${source}`, wordingVersion: null, proof: null },
    };
    const caller = {
      log,
      tenantId,
      appendId: appendIdOf(tenantId, "lead:consent", eventId),
      expectedVersion: null,
      metadata: { actor: "service:lead", causationId: eventId },
    };
    await setConsent(caller, { ...ofAddress(tenantId, addressSha256(email)), statements: [statement] });
  };
