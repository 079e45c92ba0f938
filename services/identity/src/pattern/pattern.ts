import { type DayBehaviour, startOf } from "./behaviour.ts";
import { isConversion } from "./words.ts";

export const patternTypes = ["dormant", "loyal", "buyer", "bouncer", "researcher", "explorer"] as const;
export type PatternType = (typeof patternTypes)[number];

/** Days looked back, and how many active ones of them count: the last. */
export const patternWindow = { days: 90, activeDays: 30 };
const mostActions = 64;

export interface Pattern {
  /** What is embedded: bands and words, so that it is the same for a while. */
  readonly text: string;
  readonly patternType: PatternType;
  /** Active days a week. */
  readonly frequency: number;
  /** Active days with a conversion / active days, 0..1. */
  readonly conversionRate: number;
  /** Start of the last active day, ms since 1970. */
  readonly lastActive: number;
  /** In the order they were first done. */
  readonly actions: ReadonlyArray<string>;
}

interface Total {
  readonly action: string;
  count: number;
  /** ms since 1970 */
  readonly first: number;
  last: number;
}

/** Everything done, in the order it was first done. */
export const totalsOf = (days: ReadonlyArray<DayBehaviour>): ReadonlyArray<Total> => {
  const totals = new Map<string, Total>();
  for (const d of days)
    for (const [action, [count, first, last]] of Object.entries(d.actions)) {
      const total = totals.get(action);
      if (total) {
        total.count += count;
        total.last = Math.max(total.last, startOf(d.day) + last);
      } else totals.set(action, { action, count, first: startOf(d.day) + first, last: startOf(d.day) + last });
    }
  return [...totals.values()].sort((a, b) => a.first - b.first || (a.action < b.action ? -1 : 1));
};

const frequencies = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7];
const nearest = (value: number): number => frequencies.reduce((best, f) => (Math.abs(f - value) < Math.abs(best - value) ? f : best));
const band = (value: number, bands: ReadonlyArray<readonly [below: number, name: string]>, rest: string): string =>
  bands.find(([below]) => value < below)?.[1] ?? rest;

/** Days without activity at which the words for it change. */
const idleSteps = [3, 8, 30];
const recency = (idle: number): string =>
  band(
    idle,
    [
      [idleSteps[0]!, "seen now"],
      [idleSteps[1]!, "seen this week"],
      [idleSteps[2]!, "seen this month"],
    ],
    "not seen lately",
  );
const often = (count: number): string =>
  band(
    count,
    [
      [2, "once"],
      [5, "sometimes"],
      [20, "often"],
    ],
    "constantly",
  );

/** The rules of PatternType in pattern_service.proto. */
const typeOf = (f: { idle: number; activeDays: number; convertedDays: number; events: number; most: number }): PatternType => {
  if (f.idle >= idleSteps[2]!) return "dormant";
  if (f.convertedDays >= 2 || (f.convertedDays === 1 && f.activeDays >= 8)) return "loyal";
  if (f.convertedDays === 1) return "buyer";
  if (f.activeDays === 1 && f.events <= 2) return "bouncer";
  return f.activeDays >= 3 || f.most >= 5 ? "researcher" : "explorer";
};

/** The names of what makes up at least a third, "desktop mobile"; of marks of one kind. */
const prevailing = (marks: ReadonlyMap<string, number>, kind: string): string => {
  const mine = [...marks].filter(([mark]) => mark.startsWith(`${kind} `));
  const all = mine.reduce((n, [, count]) => n + count, 0);
  return mine
    .filter(([, count]) => count * 3 >= all)
    .map(([mark]) => mark.slice(kind.length + 1))
    .sort()
    .join(" ");
};

const quarters = ["night", "morning", "afternoon", "evening"];
const timesOf = (days: ReadonlyArray<DayBehaviour>): string => {
  const hours = quarters.map((_, i) => days.reduce((n, d) => n + d.hours[i]!, 0));
  const all = hours.reduce((a, b) => a + b, 0);
  const weekend = days.filter((d) => (d.day + 3) % 7 >= 5).length / days.length; // day 0 was a Thursday
  const week = weekend >= 0.5 ? "weekend" : weekend < 0.15 ? "weekdays" : "all week";
  const when = quarters.filter((_, i) => all > 0 && hours[i]! * 2 >= all).join(" ");
  return when === "" ? week : `${week} ${when}`;
};

const inWindow = (days: ReadonlyArray<DayBehaviour>, today: number): ReadonlyArray<DayBehaviour> =>
  days.filter((d) => d.day > today - patternWindow.days && d.day <= today + 1).slice(-patternWindow.activeDays);

/** `days` in order, one each; `today` in days since 1970. null = nothing in the window. */
export const patternOf = (days: ReadonlyArray<DayBehaviour>, today: number): Pattern | null => {
  const seen = inWindow(days, today);
  const last = seen.at(-1);
  if (!last) return null;
  const totals = totalsOf(seen);
  const kept =
    totals.length <= mostActions ? totals : [...totals].sort((a, b) => b.count - a.count || a.first - b.first).slice(0, mostActions);
  const actions = kept === totals ? totals : totals.filter((t) => kept.includes(t));
  const convertedDays = seen.filter((d) => Object.keys(d.actions).some(isConversion)).length;
  const events = seen.reduce((n, d) => n + d.events, 0);
  const idle = Math.max(0, today - last.day);
  const weeks = Math.max(7, last.day - seen[0]!.day + 1) / 7;
  const frequency = nearest(seen.length / weeks);
  const conversionRate = convertedDays === 0 ? 0 : Math.max(0.05, Math.round((convertedDays / seen.length) * 20) / 20);
  const most = totals.reduce((n, t) => Math.max(n, t.count), 0);
  const patternType = typeOf({ idle, activeDays: seen.length, convertedDays, events, most });
  const marks = new Map<string, number>();
  for (const d of seen) for (const [mark, n] of Object.entries(d.marks)) marks.set(mark, (marks.get(mark) ?? 0) + n);
  const how = band(
    frequency,
    [
      [0.5, "rarely"],
      [2, "weekly"],
      [5, "several days a week"],
    ],
    "daily",
  );
  const much = band(
    events / seen.length,
    [
      [5, "light"],
      [20, "medium"],
    ],
    "heavy",
  );
  const did = [...actions].sort((a, b) => (a.action < b.action ? -1 : 1)).map((t) => `${t.action} ${often(t.count)}`);
  const converted = actions.map((t) => t.action).filter(isConversion);
  const kinds = ["device", "channel", "medium"].map((kind) => [kind, prevailing(marks, kind)] as const).filter(([, names]) => names !== "");
  const text = [
    `${patternType}, ${recency(idle)}, ${how}, ${much}`,
    ...did,
    ...(converted.length > 0 ? [`converted: ${[...converted].sort().join(", ")}`] : []),
    ...kinds.map(([kind, names]) => `${kind} ${names}`),
    timesOf(seen),
  ].join("\n");
  return { text, patternType, frequency, conversionRate, lastActive: startOf(last.day), actions: actions.map((t) => t.action) };
};

/** The day on which time alone makes it another one; `today` or later never comes: at the latest when the oldest day leaves the window. */
export const nextChange = (days: ReadonlyArray<DayBehaviour>, today: number): number | null => {
  const seen = inWindow(days, today);
  const last = seen.at(-1);
  if (!last) return null;
  return Math.min(...[...idleSteps.map((step) => last.day + step), seen[0]!.day + patternWindow.days].filter((day) => day > today));
};
