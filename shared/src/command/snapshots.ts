import type { NewEvent } from "../base/event.ts";
import { eventsOf } from "../log/defineEvents.ts";
import type { EventLog } from "../log/eventLog.ts";

interface Folded {
  readonly state: unknown;
  readonly version: number;
}

const mostStreams = 1_000;
const snapshots = new WeakMap<EventLog, Map<string, Folded>>();

const snapshotsOf = (log: EventLog): Map<string, Folded> => {
  let known = snapshots.get(log);
  if (!known) {
    known = new Map();
    snapshots.set(log, known);
  }
  return known;
};

/**
 * A stream read from where this process folded it last. The snapshot is the state before the last event, so that the last is read every time and
 * tells the version: it is never taken for granted, and an append is still checked against the stream.
 */
export const readSnapshot = async <State, Event extends NewEvent>(
  log: EventLog,
  { evolve, initial }: { readonly evolve: (state: State, event: Event) => State; readonly initial: State },
  tenantId: string,
  streamId: string,
): Promise<{ readonly state: State; readonly version: number; readonly position: number }> => {
  const all = snapshotsOf(log);
  const key = `${tenantId}${streamId}`;
  const known = all.get(key);
  let state = (known?.state ?? initial) as State;
  let events = await log.readStream(tenantId, streamId, known?.version ?? 0, 2_000_000_000);
  if (known && events.length === 0) {
    // the log was put back to an earlier day under our feet
    all.delete(key);
    state = initial;
    events = await log.readStreamAll(tenantId, streamId);
  }
  const last = events.at(-1);
  if (!last) return { state, version: 0, position: 0 };
  const typed = eventsOf<Event>(events);
  for (const e of typed.slice(0, -1)) state = evolve(state, e);
  all.delete(key);
  all.set(key, { state, version: last.version - 1 });
  if (all.size > mostStreams) all.delete(all.keys().next().value!);
  return { state: evolve(state, typed.at(-1)!), version: last.version, position: last.position };
};
