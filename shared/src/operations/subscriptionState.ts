import { defaults } from "../base/defaults.ts";

/** What the database tells of a subscription, beside how far it is. */
export interface Standing {
  /** The database's clock. */
  readonly now: Date;
  readonly paused_at: Date | null;
  readonly pause_reason: string | null;
  /** Since when its runner has been busy with one batch. */
  readonly stalled_at: Date | null;
  readonly error: string | null;
  readonly error_since: Date | null;
  readonly progressed_at: Date;
  readonly caught_up_at: Date | null;
  /** When the next event to be folded was appended; null where there is none, or it is another service's. */
  readonly next_at: Date | null;
  /** Who runs it now; and whether anybody did lately, since a lease changes hands. */
  readonly owner: string | null;
  readonly cared_for: boolean;
  readonly parked_events: number;
}

export type State = "running" | "catching_up" | "retrying" | "stalled" | "parked" | "paused";

export interface SubscriptionState {
  readonly state: State;
  /** Of what stands still. */
  readonly stateSince: Date | null;
  readonly stateDetail: string;
}

const moving = (state: State, stateDetail = ""): SubscriptionState => ({ state, stateSince: null, stateDetail });
const later = (a: Date, b: Date | null): Date => (b !== null && b > a ? b : a);

/** The first of these that is true. A view that keeps up folds an event within moments of its append, however many there are. */
export const stateOf = (s: Standing, behind: boolean): SubscriptionState => {
  const { stalledMs, catchingUpMs } = defaults.subscription;
  if (s.paused_at !== null) return { state: "paused", stateSince: s.paused_at, stateDetail: s.pause_reason ?? "" };
  if (s.error !== null) return { state: "retrying", stateSince: s.error_since, stateDetail: s.error };
  if (!s.cared_for)
    return { state: "stalled", stateSince: s.progressed_at, stateDetail: "nobody runs it: no process with its role holds the lease" };
  if (s.stalled_at !== null) return { state: "stalled", stateSince: s.stalled_at, stateDetail: "its runner is busy with one batch" };
  const since = later(s.progressed_at, s.next_at);
  if (behind && s.now.getTime() - since.getTime() > stalledMs)
    return { state: "stalled", stateSince: since, stateDetail: "its source has more, and it does not move" };
  const behindSince = (s.next_at ?? s.caught_up_at)?.getTime() ?? 0;
  if (behind && s.now.getTime() - behindSince > catchingUpMs) return moving("catching_up");
  return s.parked_events > 0 ? moving("parked", "streams wait behind events that it could not take") : moving("running");
};
