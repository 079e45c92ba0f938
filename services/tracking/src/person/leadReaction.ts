import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid } from "@marketing/shared/base/ids";
import type { EventInput } from "../event/event.ts";
import type { Tracker } from "../event/track.ts";

const prefix = "marketing.lead.v1.";
const names: Readonly<Record<string, string>> = {
  [`${prefix}LeadQualified`]: "lead_qualified",
  [`${prefix}LeadConverted`]: "lead_converted",
};
export const leadTypes = Object.keys(names);

/** What tracking needs of both. */
interface Lead {
  readonly leadId?: unknown;
  readonly userId?: unknown;
  readonly score?: unknown;
  readonly valueMicros?: unknown;
  readonly currency?: unknown;
  readonly timestamp?: unknown;
  readonly convertedAt?: unknown;
}

/**
 * What becomes of a person's lead is in their timeline, once: the bus's event id is the message id. The person was not there, so nothing counts it as a
 * visit; it names no campaign, or it would be a touch of the very campaign that earned the conversion. A lead of nobody known has no timeline.
 */
export const leadReaction =
  (tracker: Tracker) =>
  async (e: RecordedEvent): Promise<void> => {
    const d = e.data as Lead;
    const eventName = names[e.type];
    if (eventName === undefined || typeof d.userId !== "string" || !isUuid(d.userId)) return;
    const at = d.convertedAt ?? d.timestamp;
    const input: EventInput = {
      messageId: e.eventId,
      userId: d.userId,
      anonymousId: "",
      eventName,
      properties: JSON.stringify(
        eventName === "lead_converted"
          ? { lead_id: d.leadId, value: Number(d.valueMicros ?? 0) / 1e6, currency: d.currency }
          : { lead_id: d.leadId, score: d.score },
      ),
      timestamp: typeof at === "string" && at !== "" ? at : e.recordedAt.toISOString(),
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
