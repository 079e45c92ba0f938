import type pg from "pg";
import { attributes as a } from "../telemetry/attributes.ts";
import { observe } from "../telemetry/gauges.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { telemetry } from "../telemetry/state.ts";
import type { FairPool } from "./fairPool.ts";

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: unknown) => void) => void;

/** The same pool. While metrics are on, the wait for a connection is measured, under the pool's `name`. */
export const measuredPool = (pool: FairPool, name: string): FairPool => {
  if (!telemetry.metrics) return pool;
  const about = { [a.poolName]: name };
  const unobserve = observe(["poolConnections", "poolPending"], () => [
    { metric: "poolConnections", value: pool.totalCount - pool.idleCount, attributes: { ...about, [a.poolState]: "used" } },
    { metric: "poolConnections", value: pool.idleCount, attributes: { ...about, [a.poolState]: "idle" } },
    { metric: "poolPending", value: pool.waiting, attributes: about },
  ]);
  const connect = pool.connect.bind(pool) as (connected: Connected) => void;
  const timed = (connected: Connected): void => {
    const start = performance.now();
    connect((...outcome) => {
      instruments.poolWait.record(secondsSince(start), about);
      connected(...outcome);
    });
  };
  // pg's own `query` passes a callback, callers await
  const either = (connected?: Connected): Promise<pg.PoolClient> | undefined => {
    if (connected) {
      timed(connected);
      return undefined;
    }
    return new Promise((resolve, reject) => timed((error, client) => (error ? reject(error) : resolve(client!))));
  };
  pool.connect = either as typeof pool.connect;
  const end = pool.end.bind(pool) as () => Promise<void>;
  pool.end = (() => {
    unobserve();
    return end();
  }) as typeof pool.end;
  return pool;
};
