import { Result } from "effect";

/** Why a command was refused, in the caller's terms. `kind` decides the gRPC code, `reason` is UPPER_SNAKE_CASE and stable. */
export interface Rejection {
  readonly kind: "invalid_argument" | "not_found" | "already_exists" | "failed_precondition" | "permission_denied";
  readonly reason: string;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Every field that is refused, where more than one may be. */
  readonly violations?: ReadonlyArray<{ readonly field: string; readonly description: string }>;
}

/**
 * A pure value: time, ids and looked-up facts arrive in the command. No events from `decide` means "accepted, already true".
 * `evolve` must accept every event ever stored (after upcasting).
 */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => Result.Result<ReadonlyArray<Event>, Rejection>;
  readonly evolve: (state: State, event: Event) => State;
}

/** What `decide` says: the events, or why not. */
export type Decision<Event> = Result.Result<ReadonlyArray<Event>, Rejection>;

/** No events = it was already so. */
export const accept = <Event>(...events: ReadonlyArray<Event>): Decision<Event> => Result.succeed(events);

export const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata?: Rejection["metadata"]): Decision<never> =>
  Result.fail({ kind, reason, message, ...(metadata && { metadata }) });
