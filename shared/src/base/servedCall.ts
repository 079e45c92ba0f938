import { AsyncLocalStorage } from "node:async_hooks";

/** The call that the running code serves. */
export interface ServedCall {
  /** "" = about no one tenant. */
  readonly tenantId: string;
  /** Aborted, with an RpcError as its reason, when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting. */
  readonly deadline: Date;
}

const storage = new AsyncLocalStorage<ServedCall | undefined>();

/** For whom this code runs, and until when; undefined for the service's own work. What waits or queries on a call's behalf ends with it. */
export const servedCall = (): ServedCall | undefined => storage.getStore();

/** Runs `work`, and everything that it awaits, for the call. */
export const serving = <A>(call: ServedCall, work: () => A): A => storage.run(call, work);

/** Runs `work` for nobody in particular: what calls share must not end with the one that happened to begin it. */
export const forAllCalls = <A>(work: () => A): A => storage.run(undefined, work);
