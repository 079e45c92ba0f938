import type { Tracked } from "../activity/tracked.ts";
import { actionOf, channelMark, deviceMark, mediumMark } from "./words.ts";

const dayMs = 86_400_000;
/** Distinct actions a day that are kept; more are a flood, and only counted as events. */
const mostActions = 200;

/** How often, and when first and last: ms of the day. */
export type Done = readonly [count: number, first: number, last: number];

/** What somebody did on one day (UTC). No personal data: words.ts lets none in. */
export interface DayBehaviour {
  /** Days since 1970. */
  readonly day: number;
  readonly events: number;
  /** Of the events at which the person was there, by quarter of the day: night, morning, afternoon, evening. */
  readonly hours: readonly [number, number, number, number];
  /** Events by "device desktop", "channel browser", "medium email". */
  readonly marks: { readonly [mark: string]: number };
  readonly actions: { readonly [action: string]: Done };
}

export const dayOf = (ms: number): number => Math.floor(ms / dayMs);
export const startOf = (day: number): number => day * dayMs;

interface Filling {
  readonly day: number;
  events: number;
  readonly hours: [number, number, number, number];
  readonly marks: Map<string, number>;
  readonly actions: Map<string, [count: number, first: number, last: number]>;
}

const bump = (counts: Map<string, number>, mark: string | undefined): void => {
  if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1);
};

/** One person's days out of a batch of tracked events, event by event. Crawlers' events leave no trace. */
export class Behaviour {
  readonly #days = new Map<number, Filling>();

  add(e: Tracked): void {
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
    bump(d.marks, deviceMark(e.device));
    bump(d.marks, channelMark(e.channel));
    bump(d.marks, mediumMark(e.properties));
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

const joined = (a: DayBehaviour, b: DayBehaviour): DayBehaviour => {
  const marks: Record<string, number> = { ...a.marks };
  for (const [mark, n] of Object.entries(b.marks)) marks[mark] = (marks[mark] ?? 0) + n;
  const actions: Record<string, Done> = { ...a.actions };
  let room = mostActions - Object.keys(actions).length;
  for (const [action, done] of Object.entries(b.actions)) {
    const other = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (other) actions[action] = [other[0] + done[0], Math.min(other[1], done[1]), Math.max(other[2], done[2])];
    else if (room-- > 0) actions[action] = done;
  }
  const hours = a.hours.map((n, i) => n + b.hours[i]!) as [number, number, number, number];
  return { day: a.day, events: a.events + b.events, hours, marks, actions };
};

/** Days that may stand in it several times (of people merged, of several batches) as one each, in their order. */
export const together = (days: ReadonlyArray<DayBehaviour>): ReadonlyArray<DayBehaviour> => {
  const byDay = new Map<number, DayBehaviour>();
  for (const d of days) {
    const other = byDay.get(d.day);
    byDay.set(d.day, other ? joined(other, d) : d);
  }
  return [...byDay.values()].sort((a, b) => a.day - b.day);
};
