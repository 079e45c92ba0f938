import { randomUUID } from "node:crypto";
import { Result } from "effect";
import { AppendError } from "../base/appendError.ts";
import type { Rejection } from "../base/decider.ts";
import { fromRejection, RpcError } from "../base/errors.ts";
import type { NewEvent } from "../base/event.ts";
import { sleep } from "../base/sleep.ts";
import type { Append } from "../log/eventLog.ts";
import type { Receipt } from "../log/streamReader.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { spans } from "../telemetry/spans.ts";
import { traced } from "../telemetry/tracing.ts";
import { type Aggregate, type Loaded, load, streamIdOf } from "./aggregate.ts";
import type { Caller } from "./caller.ts";
import { inTurn } from "./inTurn.ts";
import { receiptOf } from "./receipt.ts";

export type Write = Append["writes"][number];

/** What a decision needs to know, looked up anew at every attempt. */
export interface Facts<State, Command, Event extends NewEvent> {
  readonly current: Loaded<State>;
  readonly command: Command;
  /** What must stand in the stream before anything that is decided. */
  readonly first?: ReadonlyArray<Event>;
  /** What other streams of the same append say for these events: a claim, the other half of a merge. They stand or fall together. */
  readonly alongside?: (events: ReadonlyArray<Event>, state: State) => ReadonlyArray<Write>;
  /** The same, of what has to stand in the log before what is decided: a link is cut before another takes its place. */
  readonly beforehand?: (events: ReadonlyArray<Event>) => ReadonlyArray<Write>;
  /** What it means that one of those was not as expected; null, or absent = somebody was faster, look again. */
  readonly refusedAlongside?: (error: AppendError) => Rejection | null;
}

/** What came of a command. */
export interface Handled<State, Event> extends Loaded<State> {
  /** What this call appended to the aggregate's stream; empty when it was already true or a repeat. */
  readonly events: ReadonlyArray<Event>;
  readonly replayed: boolean;
}

/** More rivals than there are for one stream at once; the call's deadline normally ends it sooner. */
const mostAttempts = 100;

type Settled<A> = { readonly value: A } | { readonly error: unknown };
const settled = <A>(work: Promise<A>): Promise<Settled<A>> =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

/**
 * Looks the facts up, decides, appends to every stream concerned at once; what changed in between is looked up and decided again, until the
 * caller's deadline. Throws RpcError for a refusal, AppendError (ABORTED at the edge) when the expected version is not the stream's, and the
 * signal's reason when nobody waits any more.
 */
export const execute = <State, Command, Event extends NewEvent>(
  caller: Caller,
  aggregate: Aggregate<State, Command, Event>,
  look: () => Promise<Facts<State, Command, Event>>,
  { id, recall, most = mostAttempts }: Options<State> = {},
): Promise<Handled<State, Event>> => {
  const { category } = aggregate;
  const turn = id !== undefined;
  const run = () =>
    traced(spans.command(category), { attributes: { [a.streamCategory]: category } }, () =>
      attempts(caller, aggregate, look, { recall, most, first: 1, turn }),
    );
  return turn ? inTurn(turnOn(caller, streamIdOf(aggregate, id)), run) : run();
};

const turnOn = ({ tenantId }: Caller, streamId: string): string => `${tenantId}${streamId}`;

interface Options<State> {
  /** The stream's id, where it is known beforehand: commands on a stream take turns by it, within the process. */
  readonly id?: string;
  /** What a repeat is answered with where the facts cannot be looked up as they were at first, since the command itself has changed them. */
  readonly recall?: (() => Promise<Loaded<State>>) | undefined;
  /** After how many attempts a conflict is thrown as AppendError: 1 for a caller who then has something better to do than to look again. */
  readonly most?: number;
}

/** A command that needs to know nothing but its own stream. */
export const executeOn = <State, Command, Event extends NewEvent>(
  caller: Caller,
  aggregate: Aggregate<State, Command, Event>,
  id: string,
  command: Command,
  also: Pick<Facts<State, Command, Event>, "alongside" | "refusedAlongside"> = {},
): Promise<Handled<State, Event>> =>
  execute(caller, aggregate, async () => ({ ...also, current: await load(caller.log, aggregate, caller.tenantId, id), command }), { id });

interface Attempts<State> extends Required<Pick<Options<State>, "recall" | "most">> {
  /** The number of the first of them. */
  readonly first: number;
  /** Whether no other command of this process that has the same stream's turn runs beside them. */
  readonly turn: boolean;
}

const attempts = async <State, Command, Event extends NewEvent>(
  caller: Caller,
  aggregate: Aggregate<State, Command, Event>,
  look: () => Promise<Facts<State, Command, Event>>,
  { recall, most, first, turn }: Attempts<State>,
): Promise<Handled<State, Event>> => {
  const appendId = caller.appendId ?? randomUUID();
  /** The first call may have been written beside this repeat: then what is refused is the command's own effect. */
  const unlessRepeated = async (error: unknown): Promise<Handled<State, Event>> => {
    const refused = error instanceof RpcError || error instanceof AppendError;
    const receipt = refused && !caller.signal?.aborted ? await receiptOf(caller) : null;
    if (!receipt) throw error;
    return replay(recall ? await recall() : (await look()).current, receipt);
  };
  for (let attempt = first; ; attempt++) {
    caller.signal?.throwIfAborted();
    // the receipt is looked for beside everything else: a repeat is the exception
    const [receipt, looked] = await Promise.all([receiptOf(caller), settled(look())]);
    if (receipt && recall) return replay(await recall(), receipt);
    if ("error" in looked) return unlessRepeated(looked.error);
    if (receipt) return replay(looked.value.current, receipt);
    const outcome = await attemptOnce(caller, appendId, aggregate, looked.value).catch(unlessRepeated);
    if (!(outcome instanceof AppendError)) return outcome;
    if (attempt === most) throw outcome;
    // rivals in other processes are given way to, the longer the more often they win
    await sleep(Math.random() * Math.min(5 * attempt, 50), caller.signal);
    // of those in this process who lost, one after the other tries again: all together they would lose to one of them, and look, as often as there are
    if (!turn)
      return inTurn(turnOn(caller, outcome.streamId), () =>
        attempts(caller, aggregate, look, { recall, most, first: attempt + 1, turn: true }),
      );
  }
};

const replay = <State, Event>(current: Loaded<State>, receipt: Receipt): Handled<State, Event> => ({
  ...current,
  version: receipt.versions[0] ?? current.version,
  position: receipt.position,
  events: [],
  replayed: true,
});

/** One try; a conflict that another look may settle is returned. */
const attemptOnce = async <State, Command, Event extends NewEvent>(
  caller: Caller,
  appendId: string,
  aggregate: Aggregate<State, Command, Event>,
  { current, command, first = [], alongside, beforehand, refusedAlongside }: Facts<State, Command, Event>,
): Promise<Handled<State, Event> | AppendError> => {
  const { decider, personal } = aggregate;
  const streamId = streamIdOf(aggregate, current.id);
  const { expectedVersion } = caller;
  if (expectedVersion !== null && expectedVersion !== current.version)
    throw new AppendError("wrong_expected_version", streamId, current.version);
  const decision = decider.decide(command, current.state);
  if (Result.isFailure(decision)) throw fromRejection(decision.failure);
  if (decision.success.length === 0) return { ...current, events: [], replayed: false };
  const events = [...first, ...decision.success];
  const own: ReadonlyArray<NewEvent> = personal ? events.map((e) => ({ ...e, subjectId: current.id })) : events;
  const before = beforehand?.(decision.success) ?? [];
  const after = alongside?.(decision.success, current.state) ?? [];
  try {
    const { position, versions, replayed } = await caller.log.append({
      tenantId: caller.tenantId,
      appendId,
      fingerprint: caller.fingerprint ?? null,
      writes: [...before, { streamId, expected: current.version, events: own }, ...after],
      metadata: caller.metadata,
    });
    const state = events.reduce(decider.evolve, current.state);
    return { id: current.id, state, version: versions[before.length]!, position, events: replayed ? [] : events, replayed };
  } catch (error) {
    if (!(error instanceof AppendError)) throw error;
    const mine = error.streamId === streamId;
    const refused = mine ? null : refusedAlongside?.(error);
    if (refused) throw fromRejection(refused);
    if (error.reason !== "wrong_expected_version" || (mine && expectedVersion !== null)) throw error;
    return error;
  }
};
