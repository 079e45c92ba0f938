import type { PoolClient } from "pg";
import { servedCall } from "../base/servedCall.ts";

/** What the pool has to offer for that. */
interface Lender {
  connect(): Promise<PoolClient>;
  cancel(client: PoolClient): Promise<Error | undefined>;
}

/**
 * Lends `work` a connection. When the call that is served comes to its end before, the running query is cancelled and there is no other;
 * `tidy` then runs, as after every failure, and the connection goes back to the pool only when no cancellation can meet the next borrower's.
 */
export const withClient = async <A>(
  pool: Lender,
  work: (client: PoolClient) => Promise<A>,
  tidy: (client: PoolClient) => Promise<unknown> = async () => undefined,
): Promise<A> => {
  const client = await pool.connect();
  const end = endWithCall(pool, client);
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    broken = await end();
    await tidy(client).catch((e: Error) => {
      broken = e;
    });
    throw error;
  } finally {
    broken ??= await end();
    client.release(broken);
  }
};

/** Returns what takes the watch off again, and resolves when a cancellation that was begun is over. */
const endWithCall = (pool: Lender, client: PoolClient): (() => Promise<Error | undefined>) => {
  const signal = servedCall()?.signal;
  if (!signal) return async () => undefined;
  let cancelled: Promise<Error | undefined> = Promise.resolve(undefined);
  const cancel = () => {
    cancelled = pool.cancel(client);
  };
  signal.addEventListener("abort", cancel, { once: true });
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    signal.throwIfAborted();
    return query(...args);
  }) as typeof client.query;
  return () => {
    signal.removeEventListener("abort", cancel);
    delete (client as Partial<PoolClient>).query; // the class's own again
    return cancelled;
  };
};
