import { isStorable } from "@marketing/shared/base/isoTime";
import { isCalendarDay, parseTimestamp } from "@marketing/shared/base/timestamp";
import { instantIn } from "@marketing/shared/base/timezone";

/** Which part of a date written in numbers comes first: 03.04.2023 is 3 April with the day first, 4 March with the month first. */
export type DateOrder = "day_first" | "month_first" | "year_first";

interface Wall {
  /** Three numbers as they stand there. */
  readonly parts: readonly [string, string, string];
  /** Null where the month is a word or the year comes first with four digits: nobody reads that in two ways. */
  readonly fixed: DateOrder | null;
  /** ms of the day; NaN = the clock has no such time. */
  readonly time: number;
  /** "Z", "+02:00"; null = none is said. */
  readonly zone: string | null;
}

const clock = String.raw`(?:[T,]?\s{0,3}(?:at\s)?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([ap]\.?m\.?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$`;
const numbers = new RegExp(String.raw`^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?${clock}`, "i");
const dayMonth = new RegExp(String.raw`^(\d{1,2})(?:st|nd|rd|th)?[.\s-]{1,2}([a-z]{3,9})\.?[,\s-]{1,2}(\d{4}|\d\d)${clock}`, "i");
const monthDay = new RegExp(String.raw`^([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})${clock}`, "i");
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s/i;
const compact = /^(\d{4})(\d\d)(\d\d)$/;
const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const monthOf = (word: string): string => {
  const name = word.toLowerCase();
  const found = months.findIndex((month) => name === "sept" || month === name || month.slice(0, 3) === name);
  return String(name === "sept" ? 9 : found + 1);
};

const timeOf = (m: RegExpExecArray, from: number): number => {
  const [hour, minute, second, half] = [m[from], m[from + 1], m[from + 2], m[from + 3]?.toLowerCase()];
  if (hour === undefined) return 0;
  let h = Number(hour);
  if (half !== undefined) {
    if (h < 1 || h > 12) return Number.NaN;
    h = (h % 12) + (half.startsWith("p") ? 12 : 0);
  }
  const [min, sec] = [Number(minute), Number(second ?? 0)];
  return h > 23 || min > 59 || sec > 59 ? Number.NaN : ((h * 60 + min) * 60 + sec) * 1_000;
};

const wallOf = (text: string): Wall | null => {
  if (text.length > 64) return null;
  const wall = (parts: Wall["parts"], fixed: Wall["fixed"], m: RegExpExecArray, from: number): Wall => ({
    parts,
    fixed,
    time: timeOf(m, from),
    zone: m[from + 4] ?? null,
  });
  const m = numbers.exec(text);
  if (m !== null) return wall([m[1]!, m[3]!, m[4]!], m[1]!.length === 4 ? "year_first" : null, m, 5);
  const c = compact.exec(text);
  if (c !== null) return { parts: [c[1]!, c[2]!, c[3]!], fixed: "year_first", time: 0, zone: null };
  const words = text.replace(weekday, "");
  const d = dayMonth.exec(words);
  if (d !== null) return wall([d[1]!, monthOf(d[2]!), d[3]!], "day_first", d, 4);
  const e = monthDay.exec(words);
  return e === null ? null : wall([e[2]!, monthOf(e[1]!), e[3]!], "day_first", e, 4);
};

/** 23 is 2023 and 70 is 1970, as POSIX has it. */
const yearOf = (text: string): number => {
  const year = Number(text);
  if (text.length === 4) return year;
  return text.length === 2 ? year + (year < 70 ? 2_000 : 1_900) : Number.NaN;
};

/** Midnight UTC of the date in one order, in ms; NaN = the calendar has no such day. */
const dayIn = ({ parts: [a, b, c] }: Wall, order: DateOrder): number => {
  const [y, m, d] = order === "year_first" ? [a, b, c] : order === "day_first" ? [c, b, a] : [c, a, b];
  const [year, month, day] = [yearOf(y), Number(m), Number(d)];
  if (m.length > 2 || d.length > 2 || !isCalendarDay(year, month, day)) return Number.NaN;
  return Date.parse(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T00:00:00Z`);
};

const guessed = ["day_first", "month_first"] as const;
type Guessed = (typeof guessed)[number];

/**
 * The orders in which a date in numbers can be read: its day is one up to 31, its month one up to 12. 30.02.2023 is no day, and all the same says
 * that the day comes first. That a year of two digits comes first has to be said.
 */
const ordersOfDate = (text: string): ReadonlyArray<Guessed> | "equal" => {
  const wall = wallOf(text);
  if (wall === null || wall.fixed !== null || Number.isNaN(yearOf(wall.parts[2]))) return [];
  const [a, b] = [Number(wall.parts[0]), Number(wall.parts[1])];
  if (a < 1 || b < 1) return [];
  if (a === b) return a <= 12 ? "equal" : [];
  return guessed.filter((order) => (order === "day_first" ? a <= 31 && b <= 12 : b <= 31 && a <= 12));
};

export interface SeenDate {
  /** From 1. */
  readonly row: number;
  readonly value: string;
}

export interface Orders {
  /** In which every date can be read; empty where no date of the column asks for one, or where none fits them all (`against`). */
  readonly possible: ReadonlyArray<Guessed>;
  /** The first date that `possible` leaves two days for. */
  readonly ambiguous: SeenDate | null;
  /** Two dates that no one order fits: the first with the day first, the second with the month first. */
  readonly against: readonly [SeenDate, SeenDate] | null;
}

/** What a whole column says about the order of its dates. What is wrong in every order says nothing: it is an error of its row. */
export const ordersOf = (column: ReadonlyArray<SeenDate>): Orders => {
  const first = new Map<Guessed | "both" | "equal", SeenDate>();
  for (const seen of column) {
    const orders = ordersOfDate(seen.value);
    const kind = orders === "equal" ? orders : orders.length === 2 ? "both" : orders[0];
    if (kind !== undefined && !first.has(kind)) first.set(kind, seen);
  }
  const [day, month] = [first.get("day_first"), first.get("month_first")];
  if (day && month) return { possible: [], ambiguous: null, against: [day, month] };
  if (day || month) return { possible: [day ? "day_first" : "month_first"], ambiguous: null, against: null };
  const ambiguous = first.get("both") ?? null;
  return { possible: first.size > 0 ? guessed : [], ambiguous, against: null };
};

export interface DateReading {
  /** Null: the column has no date that asks for one. */
  readonly order: DateOrder | null;
  /** IANA name: where a time is meant that says no zone. */
  readonly zone: string;
}

/** Milliseconds since 1970 of a date, or of a date and time, as people and CRM systems write them; NaN for what is none. */
export const readDate = (text: string, { order, zone }: DateReading): number => {
  const wall = wallOf(text);
  if (wall === null) return parseTimestamp(text);
  const day = dayIn(wall, wall.fixed ?? order ?? "day_first");
  const at = day + wall.time;
  if (Number.isNaN(at)) return Number.NaN;
  const offset = wall.zone === null || /^(?:z|utc|gmt)$/i.test(wall.zone) ? null : wall.zone;
  if (offset !== null) {
    const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
    const ahead = (hours * 60 + minutes) * 60_000 * (offset.startsWith("-") ? -1 : 1);
    return hours > 23 || minutes > 59 || !isStorable(at - ahead) ? Number.NaN : at - ahead;
  }
  const instant = wall.zone === null ? instantIn(zone, at) : at;
  return isStorable(instant) ? instant : Number.NaN;
};
