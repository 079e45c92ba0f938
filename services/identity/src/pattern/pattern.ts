import { type ActionTotal, type DayBehaviour, startOf, totalsOf } from "../activity/behaviour.ts";
import { circumstances, idleSteps, intensity, recency, regularity, repetition, timesOfWeek } from "./bands.ts";
import { isConversion } from "./conversion.ts";

export const patternTypes = ["dormant", "loyal", "buyer", "bouncer", "researcher", "explorer"] as const;
export type PatternType = (typeof patternTypes)[number];

/** Days looked back, and how many active ones of them count: the last. */
export const patternWindow = { days: 90, activeDays: 30 };
const maxActions = 64;

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

const frequencies = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7];
const nearest = (value: number): number => frequencies.reduce((best, f) => (Math.abs(f - value) < Math.abs(best - value) ? f : best));

/** The rules of PatternType in pattern_service.proto. */
const typeOf = (f: { idle: number; activeDays: number; convertedDays: number; events: number; mostRepeated: number }): PatternType => {
  if (f.idle >= idleSteps[2]) return "dormant";
  if (f.convertedDays >= 2 || (f.convertedDays === 1 && f.activeDays >= 8)) return "loyal";
  if (f.convertedDays === 1) return "buyer";
  if (f.activeDays === 1 && f.events <= 2) return "bouncer";
  return f.activeDays >= 3 || f.mostRepeated >= 5 ? "researcher" : "explorer";
};

const inWindow = (days: ReadonlyArray<DayBehaviour>, today: number): ReadonlyArray<DayBehaviour> =>
  days.filter((d) => d.day > today - patternWindow.days && d.day <= today + 1).slice(-patternWindow.activeDays);

/** The most frequent, in the order they were first done. */
const mostFrequent = (totals: ReadonlyArray<ActionTotal>): ReadonlyArray<ActionTotal> => {
  if (totals.length <= maxActions) return totals;
  const kept = new Set([...totals].sort((a, b) => b.count - a.count || a.first - b.first).slice(0, maxActions));
  return totals.filter((t) => kept.has(t));
};

/** `days` in order, one each; `today` in days since 1970. null = nothing in the window. */
export const patternOf = (days: ReadonlyArray<DayBehaviour>, today: number): Pattern | null => {
  const active = inWindow(days, today);
  const last = active.at(-1);
  if (!last) return null;
  const activeDays = active.length;
  const totals = totalsOf(active);
  const kept = mostFrequent(totals);
  const actions = kept.map((t) => t.action);
  const convertedDays = active.filter((d) => Object.keys(d.actions).some(isConversion)).length;
  const events = active.reduce((n, d) => n + d.events, 0);
  const idle = Math.max(0, today - last.day);
  const weeks = Math.max(7, last.day - active[0]!.day + 1) / 7;
  const frequency = nearest(activeDays / weeks);
  const conversionRate = convertedDays === 0 ? 0 : Math.max(0.05, Math.round((convertedDays / activeDays) * 20) / 20);
  const mostRepeated = totals.reduce((n, t) => Math.max(n, t.count), 0);
  const patternType = typeOf({ idle, activeDays, convertedDays, events, mostRepeated });
  const conversions = actions.filter(isConversion).sort();
  const text = [
    `${patternType}, ${recency(idle)}, ${regularity(frequency)}, ${intensity(events / activeDays)}`,
    ...[...kept].sort((a, b) => (a.action < b.action ? -1 : 1)).map((t) => `${t.action} ${repetition(t.count)}`),
    ...(conversions.length > 0 ? [`converted: ${conversions.join(", ")}`] : []),
    ...circumstances(active),
    timesOfWeek(active),
  ].join("\n");
  return { text, patternType, frequency, conversionRate, lastActive: startOf(last.day), actions };
};

/** The day on which time alone changes the pattern, at the latest when the oldest day leaves the window; null = there is no pattern. */
export const nextChange = (days: ReadonlyArray<DayBehaviour>, today: number): number | null => {
  const active = inWindow(days, today);
  const last = active.at(-1);
  if (!last) return null;
  return Math.min(...[...idleSteps.map((step) => last.day + step), active[0]!.day + patternWindow.days].filter((day) => day > today));
};
