import { actionOf } from "./actionNames.ts";
import { channelLabel, deviceLabel, mediumLabel } from "./attributes.ts";
import type { TrackedEvent } from "./trackedEvent.ts";

const dayMs = 86_400_000;
/** Distinct actions a day that are kept; more are a flood, and only counted as events. */
const mostActions = 200;

/** How often, and when first and last: ms of the day. */
export type ActionTimes = readonly [count: number, first: number, last: number];

/** What somebody did on one day (UTC). Nothing of it is personal: actionNames.ts and attributes.ts let nothing in that could be. */
export interface DayBehaviour {
  /** Days since 1970. */
  readonly day: number;
  readonly events: number;
  /** Of the events at which the person was there, by quarter of the day: night, morning, afternoon, evening. */
  readonly hours: readonly [number, number, number, number];
  /** Events by "device desktop", "channel browser", "medium email". */
  readonly marks: { readonly [mark: string]: number };
  readonly actions: { readonly [action: string]: ActionTimes };
}

export const dayOf = (ms: number): number => Math.floor(ms / dayMs);
export const startOf = (day: number): number => day * dayMs;

interface DayInProgress {
  readonly day: number;
  events: number;
  readonly hours: [number, number, number, number];
  readonly marks: Map<string, number>;
  readonly actions: Map<string, [count: number, first: number, last: number]>;
}

const increment = (counts: Map<string, number>, mark: string | undefined): void => {
  if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1);
};

/** One person's days out of a batch of tracked events, event by event. Crawlers' events leave no trace. */
export class Behaviour {
  readonly #days = new Map<number, DayInProgress>();

  add(e: TrackedEvent): void {
    if (e.isBot) return;
    const day = dayOf(e.at);
    let d = this.#days.get(day);
    if (!d) {
      d = { day, events: 0, hours: [0, 0, 0, 0], marks: new Map(), actions: new Map() };
      this.#days.set(day, d);
    }
    const at = e.at - startOf(day);
    d.events++;
    if (e.active) d.hours[Math.floor((at * 4) / dayMs) as 0 | 1 | 2 | 3]++;
    increment(d.marks, deviceLabel(e.device));
    increment(d.marks, channelLabel(e.channel));
    increment(d.marks, mediumLabel(e.properties));
    const action = actionOf(e.eventName, e.properties);
    const done = d.actions.get(action);
    if (done) {
      done[0]++;
      if (at < done[1]) done[1] = at;
      if (at > done[2]) done[2] = at;
    } else if (d.actions.size < mostActions) d.actions.set(action, [1, at, at]);
  }

  days(): ReadonlyArray<DayBehaviour> {
    return [...this.#days.values()].map(({ marks, actions, ...d }) => ({
      ...d,
      marks: Object.fromEntries(marks),
      actions: Object.fromEntries(actions),
    }));
  }
}

const mergeDay = (a: DayBehaviour, b: DayBehaviour): DayBehaviour => {
  const marks = new Map(Object.entries(a.marks));
  for (const [mark, n] of Object.entries(b.marks)) marks.set(mark, (marks.get(mark) ?? 0) + n);
  const actions = new Map<string, ActionTimes>(Object.entries(a.actions));
  let room = mostActions - actions.size;
  for (const [action, done] of Object.entries(b.actions)) {
    const other = actions.get(action);
    if (other) actions.set(action, [other[0] + done[0], Math.min(other[1], done[1]), Math.max(other[2], done[2])]);
    else if (room-- > 0) actions.set(action, done);
  }
  const hours = a.hours.map((n, i) => n + b.hours[i]!) as [number, number, number, number];
  return { day: a.day, events: a.events + b.events, hours, marks: Object.fromEntries(marks), actions: Object.fromEntries(actions) };
};

/** Days of several batches, or of several people who were merged, as one each and in their order. */
export const mergeDays = (days: ReadonlyArray<DayBehaviour>): ReadonlyArray<DayBehaviour> => {
  const byDay = new Map<number, DayBehaviour>();
  for (const d of days) {
    const other = byDay.get(d.day);
    byDay.set(d.day, other ? mergeDay(other, d) : d);
  }
  return [...byDay.values()].sort((a, b) => a.day - b.day);
};

export interface ActionTotal {
  readonly action: string;
  count: number;
  /** ms since 1970 */
  readonly first: number;
  last: number;
}

/** Everything done, in the order it was first done. */
export const totalsOf = (days: ReadonlyArray<DayBehaviour>): ReadonlyArray<ActionTotal> => {
  const totals = new Map<string, ActionTotal>();
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
