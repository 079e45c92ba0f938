import { parseTimestamp } from "@marketing/shared/base/timestamp";

/**
 * A text as the services read it where a time is meant: RFC 3339, a date, or seconds, milliseconds, micro- or nanoseconds since 1970; without a zone it is UTC,
 * whatever the zone of this machine. Null for anything else.
 */
export const timeOfText = (text: string): Date | null => {
  const at = parseTimestamp(text);
  return Number.isNaN(at) ? null : new Date(at);
};
