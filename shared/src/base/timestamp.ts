import { isStorable } from "./isoTime.ts";

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|z|[+-]\d\d:?\d\d)?$/;
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has this day: 30 February is none, 29 February is one in leap years. */
export const isCalendarDay = (year: number, month: number, day: number): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= days[month - 1]! &&
  (month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)));

/**
 * Milliseconds since 1970 of an RFC 3339 time, or of a whole number of milliseconds (11 to 13 digits), microseconds (16), nanoseconds (19) or
 * seconds (9 or 10 digits, with a fraction or without). A time without a zone is UTC, whatever the zone of the process. NaN for anything else: 31 February, the year 0, and
 * what `Date` would guess from a few digits or words. Every text that is to be a time is read by this function.
 */
export const parseTimestamp = (text: string): number => {
  const m = form.exec(text);
  if (m === null) return epochOf(text);
  if (!isCalendarDay(Number(m[1]), Number(m[2]), Number(m[3]))) return Number.NaN;
  if (m[8] === "Z" && text.length >= 20 && text[10] === "T") return storable(Date.parse(text));
  const fraction = m[7] === undefined ? "" : `.${m[7].slice(0, 3)}`;
  return storable(Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4] ?? "00"}:${m[5] ?? "00"}:${m[6] ?? "00"}${fraction}${zone(m[8])}`));
};

const storable = (at: number): number => (isStorable(at) ? at : Number.NaN);

const epochOf = (text: string): number => {
  if (/^\d{9,10}(?:\.\d{1,9})?$/.test(text)) return Math.floor(Number(text) * 1000);
  if (/^\d{11,13}$/.test(text)) return Number(text);
  return /^(?:\d{16}|\d{19})$/.test(text) ? Number(text.slice(0, 13)) : Number.NaN;
};

const zone = (z: string | undefined): string => {
  if (z === undefined || z === "z") return "Z";
  return z.length === 5 ? `${z.slice(0, 3)}:${z.slice(3)}` : z;
};
