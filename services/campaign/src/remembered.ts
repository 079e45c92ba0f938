import type { Decider } from "@marketing/shared/base/decider";
import type { NewEvent } from "@marketing/shared/base/event";
import type { Loaded } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";

interface Folded {
  readonly state: unknown;
  readonly version: number;
}

const mostStreams = 1_000;
const memories = new WeakMap<EventLog, Map<string, Folded>>();

const memoryOf = (log: EventLog): Map<string, Folded> => {
  let memory = memories.get(log);
  if (!memory) {
    memory = new Map();
    memories.set(log, memory);
  }
  return memory;
};

/**
 * A stream that grows for ever, as a campaign's with every cent it spends, read from where this process folded it last. What is remembered is the
 * state before the last event, so that the last is read every time and tells the version: it is never taken for granted, and an append is still
 * checked against the stream.
 */
export const readRemembered = async <State, Event extends NewEvent>(
  log: EventLog,
  decider: Pick<Decider<State, never, Event>, "initialState" | "evolve">,
  tenantId: string,
  streamId: string,
): Promise<Loaded<State>> => {
  const memory = memoryOf(log);
  const key = `${tenantId}${streamId}`;
  const known = memory.get(key);
  let state = (known?.state ?? decider.initialState) as State;
  let events = await log.readStream(tenantId, streamId, known?.version ?? 0, 2_000_000_000);
  if (known && events.length === 0) {
    // the log was put back to an earlier day under our feet
    memory.delete(key);
    state = decider.initialState;
    events = await log.readStreamAll(tenantId, streamId);
  }
  const last = events.at(-1);
  if (!last) return { state, version: 0, position: 0 };
  for (const e of events.slice(0, -1)) state = decider.evolve(state, e as unknown as Event);
  memory.delete(key);
  memory.set(key, { state, version: last.version - 1 });
  if (memory.size > mostStreams) memory.delete(memory.keys().next().value!);
  return { state: decider.evolve(state, last as unknown as Event), version: last.version, position: last.position };
};
