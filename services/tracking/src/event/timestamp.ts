import { parseTime } from "@marketing/shared/base/isoTime";

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?(Z|z|[+-]\d\d:?\d\d)?$/;
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since 1970 of an RFC 3339 time, or of a whole number of milliseconds (11 to 13 digits) or seconds (9 or 10 digits).
 * A time without a zone is UTC, whatever the zone of the process. NaN for anything else, 31 February and the year 0 included.
 */
export const parseTimestamp = (text: string): number => {
  const m = form.exec(text);
  if (m === null) {
    if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
    return /^\d{11,13}$/.test(text) ? Number(text) : Number.NaN;
  }
  const month = Number(m[2]);
  const day = Number(m[3]);
  const year = Number(m[1]);
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]!) return Number.NaN;
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return Number.NaN;
  if (m[7] === "Z" && text.length >= 20 && text[10] === "T") return parseTime(text);
  return parseTime(`${m[1]}-${m[2]}-${m[3]}T${m[4] ?? "00"}:${m[5] ?? "00"}:${m[6] ?? "00"}${fraction(text)}${zone(m[7])}`);
};

const fraction = (text: string): string => {
  const m = /[.,](\d{1,9})/.exec(text);
  return m === null ? "" : `.${m[1]!.slice(0, 3)}`;
};

const zone = (z: string | undefined): string => {
  if (z === undefined || z === "z") return "Z";
  return z.length === 5 ? `${z.slice(0, 3)}:${z.slice(3)}` : z;
};

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
