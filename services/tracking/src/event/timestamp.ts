import { parseTimestamp } from "@marketing/shared/base/timestamp";

const hour = 3_600_000;
export const maxAhead = 24 * hour;
const maxYears = 20;

export interface EventTime {
  /** Milliseconds: when it happened, by the server's clock. */
  readonly timestamp: number;
  /** By the client's clock; null when absent or unreadable. */
  readonly original: number | null;
  readonly sentAt: number | null;
  readonly warnings: ReadonlyArray<"timestamp_unparsable" | "sent_at_unparsable" | "timestamp_clamped">;
}

const none: EventTime["warnings"] = [];

/**
 * When an event happened. A client that says when it sent the event tells how far off its clock is:
 * timestamp = received - (sent - original), as in Segment's spec. Without `sentAt` the client's time stands.
 * What cannot be read, lies more than 24 h ahead or more than twenty years back takes the time of receipt.
 */
export const eventTime = (original: string, sentAt: string, receivedAt: number): EventTime => {
  let warnings: Array<EventTime["warnings"][number]> | undefined;
  let sent: number | null = null;
  if (sentAt !== "") {
    sent = parseTimestamp(sentAt);
    if (Number.isNaN(sent)) {
      sent = null;
      warnings = ["sent_at_unparsable"];
    }
  }
  if (original === "") return { timestamp: receivedAt, original: null, sentAt: sent, warnings: warnings ?? none };
  const at = parseTimestamp(original);
  if (Number.isNaN(at)) {
    return { timestamp: receivedAt, original: null, sentAt: sent, warnings: [...(warnings ?? none), "timestamp_unparsable"] };
  }
  const timestamp = sent === null ? at : receivedAt - (sent - at);
  if (timestamp > receivedAt + maxAhead || timestamp < oldest(receivedAt)) {
    return { timestamp: receivedAt, original: at, sentAt: sent, warnings: [...(warnings ?? none), "timestamp_clamped"] };
  }
  return { timestamp, original: at, sentAt: sent, warnings: warnings ?? none };
};

let oldestDay = -1;
let oldestAt = 0;
/** Twenty calendar years back, from the start of the day of receipt, so that the border is the same all day. */
const oldest = (receivedAt: number): number => {
  const day = Math.floor(receivedAt / (24 * hour));
  if (day !== oldestDay) {
    const d = new Date(day * 24 * hour);
    d.setUTCFullYear(d.getUTCFullYear() - maxYears);
    oldestDay = day;
    oldestAt = d.getTime();
  }
  return oldestAt;
};
