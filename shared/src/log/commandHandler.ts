import { randomUUID } from "node:crypto";
import { Result } from "effect";
import { AppendError } from "../base/appendError.ts";
import type { Decider, Rejection } from "../base/decider.ts";
import { fromRejection } from "../base/errors.ts";
import type { EventMetadata, NewEvent } from "../base/event.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { spans } from "../telemetry/spans.ts";
import { traced } from "../telemetry/tracing.ts";
import type { EventLog } from "./eventLog.ts";

/** A stream folded to its end; version 0 = there is none. */
export interface Loaded<State> {
  readonly state: State;
  readonly version: number;
  readonly position: number;
}

export interface Command<State, C, Event extends NewEvent> {
  readonly log: EventLog;
  readonly decider: Decider<State, C, Event>;
  readonly tenantId: string;
  readonly streamId: string;
  readonly command: C;
  /** From `appendIdOf(tenantId, rpc, requestId)`; absent = every call is a new one. */
  readonly appendId?: string | undefined;
  /** The caller's; absent = whatever the stream is at, conflicts are decided again on the newer state. */
  readonly expectedVersion?: number | undefined;
  readonly metadata?: EventMetadata;
  /** Instead of reading and folding the whole stream: what it has come to, for streams that grow for ever. The append still checks the version. */
  readonly load?: () => Promise<Loaded<State>>;
  /** Events for other streams that must be committed together with the decision (a reservation, the other half of a merge). */
  readonly alongside?: (
    events: ReadonlyArray<Event>,
    state: State,
  ) => ReadonlyArray<{
    readonly streamId: string;
    readonly expected: number | "no-stream" | "stream-exists" | "any";
    readonly events: ReadonlyArray<NewEvent>;
  }>;
  /** What it means that another stream of the append was not as expected; null = the plain conflict. */
  readonly refusedAlongside?: (error: AppendError) => Rejection | null;
}

export interface Handled<State, Event> {
  readonly version: number;
  readonly position: number;
  readonly state: State;
  /** What this call appended; empty when it was already true or a repeat. */
  readonly events: ReadonlyArray<Event>;
  readonly replayed: boolean;
}

const attempts = 10;

/** The whole stream, folded. */
export const loadStream = async <State, Event extends NewEvent>(
  log: EventLog,
  decider: Pick<Decider<State, never, Event>, "initialState" | "evolve">,
  tenantId: string,
  streamId: string,
): Promise<Loaded<State>> => {
  const history = await log.readStreamAll(tenantId, streamId);
  const last = history.at(-1);
  return {
    state: history.reduce((state, event) => decider.evolve(state, event as unknown as Event), decider.initialState),
    version: last?.version ?? 0,
    position: last?.position ?? 0,
  };
};

/** Load, fold, decide, append. Throws RpcError for a rejection and AppendError for a version conflict (ABORTED at the edge). */
export const handleCommand = <State, C, Event extends NewEvent>(c: Command<State, C, Event>): Promise<Handled<State, Event>> => {
  const category = categoryOf(c.streamId);
  return traced(spans.command(category), { attributes: { [a.streamCategory]: category } }, () => handle(c));
};

/** "user-<id>" → "user" */
const categoryOf = (streamId: string): string => /^[a-z_]+/.exec(streamId)?.[0] ?? "stream";

const handle = async <State, C, Event extends NewEvent>(c: Command<State, C, Event>): Promise<Handled<State, Event>> => {
  const appendId = c.appendId ?? randomUUID();
  for (let attempt = 1; ; attempt++) {
    const [loaded, receipt] = await Promise.all([
      c.load ? c.load() : loadStream(c.log, c.decider, c.tenantId, c.streamId),
      c.appendId ? c.log.findReceipt(c.tenantId, appendId) : null,
    ]);
    const { version } = loaded;
    let { state } = loaded;
    if (receipt) return { version: receipt.versions[0] ?? version, position: receipt.position, state, events: [], replayed: true };
    if (c.expectedVersion !== undefined && c.expectedVersion !== version)
      throw new AppendError("wrong_expected_version", c.streamId, version);

    const decision = c.decider.decide(c.command, state);
    if (Result.isFailure(decision)) throw fromRejection(decision.failure);
    const events = decision.success;
    if (events.length === 0) return { version, position: loaded.position, state, events, replayed: false };
    try {
      const result = await c.log.append({
        tenantId: c.tenantId,
        appendId,
        writes: [{ streamId: c.streamId, expected: version, events }, ...(c.alongside?.(events, state) ?? [])],
        ...(c.metadata ? { metadata: c.metadata } : {}),
      });
      for (const event of events) state = c.decider.evolve(state, event);
      return {
        version: result.versions[0]!,
        position: result.position,
        state,
        events: result.replayed ? [] : events,
        replayed: result.replayed,
      };
    } catch (error) {
      if (!(error instanceof AppendError)) throw error;
      const mine = error.streamId === c.streamId;
      const refused = mine ? null : c.refusedAlongside?.(error);
      if (refused) throw fromRejection(refused);
      if (error.reason !== "wrong_expected_version" || !mine || c.expectedVersion !== undefined || attempt === attempts) throw error;
    }
  }
};
