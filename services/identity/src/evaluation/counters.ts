import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { Count } from "../rule/evaluate.ts";
import type { EventCounter } from "../rule/rule.ts";

/** Whether an event is one that the counter counts; what crawlers do is not counted. */
export const matches = (counter: EventCounter, e: Pick<TrackedEvent, "eventName" | "isBot" | "properties">): boolean =>
  !e.isBot &&
  e.eventName === counter.eventName &&
  Object.entries(counter.where).every(([name, value]) => Object.hasOwn(e.properties, name) && e.properties[name] === value);

const latestFirst = (times: ReadonlyArray<number>, keep: number): ReadonlyArray<number> => [...times].sort((a, b) => b - a).slice(0, keep);

/** Several people's counts as one person's: exact, because as many of the latest are kept as any rule asks for. */
export const mergeCounts = (parts: ReadonlyArray<Count>, keep: number): Count => ({
  total: parts.reduce((n, p) => n + p.total, 0),
  latest: latestFirst(
    parts.flatMap((p) => p.latest),
    keep,
  ),
});

/** What was counted of one tenant, gathered before it is written. */
export class CountBatch {
  readonly #counted = new Map<string, { userId: string; counter: EventCounter; times: number[]; total: number }>();

  add(counter: EventCounter, userId: string, at: number): void {
    const key = userId + counter.counterId;
    let entry = this.#counted.get(key);
    if (!entry) {
      entry = { userId, counter, times: [], total: 0 };
      this.#counted.set(key, entry);
    }
    entry.total += 1;
    entry.times.push(at);
    if (entry.times.length > 2 * counter.keep + 1_000) entry.times = [...latestFirst(entry.times, counter.keep)];
  }

  /** In the order of their key, so that two writers never wait for each other. */
  entries(): ReadonlyArray<{ readonly userId: string; readonly counter: EventCounter; readonly count: Count }> {
    return [...this.#counted.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { userId, counter, times, total }]) => ({ userId, counter, count: { total, latest: latestFirst(times, counter.keep) } }));
  }
}
