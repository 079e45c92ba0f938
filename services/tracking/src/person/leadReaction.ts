import { LeadConvertedSchema, LeadQualifiedSchema } from "@marketing/protos/lead/v1/lead_events";
import { isUuid } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import type { Tracker } from "../event/commands.ts";
import type { EventInput } from "../event/decide.ts";

/** What lead tells that belongs into the timeline of the person. */
export const leadEvents = foreignEvents(LeadQualifiedSchema, LeadConvertedSchema);
type Told = Recorded<EventOf<typeof leadEvents>>;

const nameAndProperties = (e: Told): { readonly eventName: string; readonly properties: object; readonly at: string | undefined } =>
  e.type === "marketing.lead.v1.LeadConverted"
    ? {
        eventName: "lead_converted",
        properties: { lead_id: e.data.leadId, value: Number(e.data.valueMicros ?? 0) / 1e6, currency: e.data.currency },
        at: e.data.convertedAt,
      }
    : { eventName: "lead_qualified", properties: { lead_id: e.data.leadId, score: e.data.score }, at: e.data.timestamp };

/**
 * What becomes of a person's lead is in their timeline, once: the bus's event id is the message id. The person was not there, so nothing counts it as a
 * visit; it names no campaign, or it would be a touch of the very campaign that earned the conversion. A lead of nobody known has no timeline.
 */
export const leadReaction =
  (tracker: Tracker) =>
  async (e: Told): Promise<void> => {
    const { userId } = e.data;
    if (userId === undefined || !isUuid(userId)) return;
    const { eventName, properties, at } = nameAndProperties(e);
    const input: EventInput = {
      messageId: e.eventId,
      userId,
      anonymousId: "",
      eventName,
      properties: JSON.stringify(properties),
      timestamp: at ? at : e.recordedAt.toISOString(),
      sentAt: "",
      sessionId: "",
      ipAddress: "",
      userAgent: "",
      channel: "server",
      contextActive: false,
    };
    const [result] = await tracker.track(e.tenantId, [input], { actor: "service:lead", causationId: e.eventId });
    if (result?.status === "rejected") throw new Error(`event ${e.eventId}: ${result.reason} ${result.field}`);
  };
