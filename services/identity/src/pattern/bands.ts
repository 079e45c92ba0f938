import type { DayBehaviour } from "../activity/behaviour.ts";

// Numbers are told in words that each stand for a range, so that a pattern's text stays the same while somebody goes on as before.

const band = (value: number, bands: ReadonlyArray<readonly [below: number, name: string]>, rest: string): string =>
  bands.find(([below]) => value < below)?.[1] ?? rest;

/** Days without activity at which the words for it change. */
export const idleSteps = [3, 8, 30] as const;

export const recency = (idleDays: number): string =>
  band(
    idleDays,
    [
      [idleSteps[0], "seen now"],
      [idleSteps[1], "seen this week"],
      [idleSteps[2], "seen this month"],
    ],
    "not seen lately",
  );

export const repetition = (count: number): string =>
  band(
    count,
    [
      [2, "once"],
      [5, "sometimes"],
      [20, "often"],
    ],
    "constantly",
  );

export const regularity = (daysAWeek: number): string =>
  band(
    daysAWeek,
    [
      [0.5, "rarely"],
      [2, "weekly"],
      [5, "several days a week"],
    ],
    "daily",
  );

export const intensity = (eventsADay: number): string =>
  band(
    eventsADay,
    [
      [5, "light"],
      [20, "medium"],
    ],
    "heavy",
  );

/** Of labels of one kind the names of those that make up at least a third, "desktop mobile". */
const prevailing = (labels: ReadonlyMap<string, number>, kind: string): string => {
  const ofKind = [...labels].filter(([label]) => label.startsWith(`${kind} `));
  const all = ofKind.reduce((n, [, count]) => n + count, 0);
  return ofKind
    .filter(([, count]) => count * 3 >= all)
    .map(([label]) => label.slice(kind.length + 1))
    .sort()
    .join(" ");
};

/** "device desktop", "channel browser": a line for each kind that something is known of. */
export const circumstances = (days: ReadonlyArray<DayBehaviour>): ReadonlyArray<string> => {
  const labels = new Map<string, number>();
  for (const d of days) for (const [label, n] of Object.entries(d.marks)) labels.set(label, (labels.get(label) ?? 0) + n);
  return ["device", "channel", "medium"].flatMap((kind) => {
    const names = prevailing(labels, kind);
    return names === "" ? [] : [`${kind} ${names}`];
  });
};

const quarters = ["night", "morning", "afternoon", "evening"];

/** "weekdays morning": the part of the week, and that of the day at which at least half of it happened. */
export const timesOfWeek = (days: ReadonlyArray<DayBehaviour>): string => {
  const hours = quarters.map((_, i) => days.reduce((n, d) => n + d.hours[i]!, 0));
  const all = hours.reduce((a, b) => a + b, 0);
  const weekend = days.filter((d) => (d.day + 3) % 7 >= 5).length / days.length; // day 0 was a Thursday
  const week = weekend >= 0.5 ? "weekend" : weekend < 0.15 ? "weekdays" : "all week";
  const when = quarters.filter((_, i) => all > 0 && hours[i]! * 2 >= all).join(" ");
  return when === "" ? week : `${week} ${when}`;
};
