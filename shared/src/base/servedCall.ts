import { AsyncLocalStorage } from "node:async_hooks";

/** The call that the running code serves. */
export interface ServedCall {
  /** "" = about no one tenant. */
  readonly tenantId: string;
  /** Aborted, with an RpcError as its reason, when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting. */
  readonly deadline: Date;
  /** What the process does for the call without waiting: it takes the event loop from the others, and so is done in its tenant's turn. */
  inTurn<A>(work: () => A): Promise<Awaited<A>>;
}

const storage = new AsyncLocalStorage<ServedCall | undefined>();

/** For whom this code runs, and until when; undefined for the service's own work. What waits or queries on a call's behalf ends with it. */
export const servedCall = (): ServedCall | undefined => storage.getStore();

/** Runs `work`, and everything that it awaits, for the call. */
export const serving = <A>(call: ServedCall, work: () => A): A => storage.run(call, work);

/** Runs `work` for nobody in particular: what calls share must not end with the one that happened to begin it. */
export const forAllCalls = <A>(work: () => A): A => storage.run(undefined, work);

/** So many items are looked at without a break: about what one turn of a tenant has time for. */
const together = 20;

/** `work` on each of many items. Where that is done for a call, a few at a time in its turn, so that a long list keeps nobody else waiting. */
export const mapInTurn = async <A, B>(items: ReadonlyArray<A>, work: (item: A) => B): Promise<B[]> => {
  const call = servedCall();
  if (!call || items.length <= together) return items.map(work);
  const done: B[] = [];
  for (let at = 0; at < items.length; at += together)
    await call.inTurn(() => {
      for (const item of items.slice(at, at + together)) done.push(work(item));
    });
  return done;
};
