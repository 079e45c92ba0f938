import type { Decider } from "../base/decider.ts";
import type { NewEvent } from "../base/event.ts";
import { eventsOf } from "../log/defineEvents.ts";
import type { EventLog } from "../log/eventLog.ts";
import { readSnapshot } from "./snapshots.ts";

/** One kind of stream, `<category>-<id>`, and who decides on it. */
export interface Aggregate<State, Command, Event extends NewEvent> {
  /** "lead"; also the name of its `decide` span. */
  readonly category: string;
  readonly decider: Decider<State, Command, Event>;
  /** The state before the first event, where it holds the stream's id. Default: the decider's. */
  readonly initialFor?: (id: string) => State;
  /** Personal fields of its events are encrypted under the id of the stream. */
  readonly personal?: boolean;
  /** A stream that many want at once and that grows for ever, as a campaign's with every cent it spends: what was folded is kept for the next command. */
  readonly hot?: boolean;
}

/** A stream folded to its end; version 0 = there is none. */
export interface Loaded<State> {
  readonly id: string;
  readonly state: State;
  readonly version: number;
  readonly position: number;
}

export const streamIdOf = ({ category }: { readonly category: string }, id: string): string => `${category}-${id}`;

type Folding<State, Event extends NewEvent> = Pick<Aggregate<State, never, Event>, "category" | "initialFor" | "hot"> & {
  readonly decider: Pick<Decider<State, never, Event>, "initialState" | "evolve">;
};

/** The stream as the log has it now. */
export const load = async <State, Event extends NewEvent>(
  log: EventLog,
  aggregate: Folding<State, Event>,
  tenantId: string,
  id: string,
): Promise<Loaded<State>> => {
  const streamId = streamIdOf(aggregate, id);
  const initial = aggregate.initialFor ? aggregate.initialFor(id) : aggregate.decider.initialState;
  if (aggregate.hot) return { id, ...(await readSnapshot(log, { evolve: aggregate.decider.evolve, initial }, tenantId, streamId)) };
  const history = eventsOf<Event>(await log.readStreamAll(tenantId, streamId));
  const last = history.at(-1);
  return { id, state: history.reduce(aggregate.decider.evolve, initial), version: last?.version ?? 0, position: last?.position ?? 0 };
};
