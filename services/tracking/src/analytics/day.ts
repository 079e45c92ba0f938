import { isoTime } from "@marketing/shared/base/isoTime";

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timezone: string): Intl.DateTimeFormat => {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timezone, format);
  }
  return format;
};

// A quarter of an hour never spans two days in any zone, so the answer for one instant serves all of its quarter.
const quarter = 15 * 60_000;
const known = new Map<string, Map<number, string>>();
/** Answers kept at most, of all zones together. */
const keptAnswers = 100_000;
let answers = 0;

/** YYYY-MM-DD of an instant (milliseconds since 1970) in an IANA time zone, called as `timezoneOf` calls it. */
export const dayOf = (ms: number, timezone: string): string => {
  if (timezone === "UTC") return isoTime(ms).slice(0, 10);
  const key = Math.floor(ms / quarter);
  const found = known.get(timezone)?.get(key);
  if (found !== undefined) return found;
  if (answers >= keptAnswers) {
    known.clear();
    answers = 0;
  }
  const day = formatOf(timezone).format(ms);
  const days = known.get(timezone) ?? new Map<number, string>();
  known.set(timezone, days.set(key, day));
  answers += 1;
  return day;
};

/** True for a date that exists, of the years 1 to 9998: the days after it, until when it is counted, have four digits as well. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  day >= "0001" &&
  day < "9999" &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Every day from the first to the last, both included. */
export const daysBetween = (first: string, last: string): string[] => {
  const all: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) all.push(day);
  return all;
};

/** Days a day's unique visitors are kept in Redis, counted from its start. */
export const keptDays = 8;

/** Milliseconds since 1970 when a day's counter ends: 00:00 UTC eight days on, half a day later at most than in the tenant's zone. */
export const counterEnds = (day: string): number => Date.parse(`${addDays(day, keptDays)}T00:00:00Z`) + 12 * 3_600_000;
