import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";
import { generationKey } from "../redis/keys.ts";
import { standsStill, tenantsOf } from "./building.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { liveGeneration, type Subscription, type SubscriptionContext } from "./runner.ts";
import { within } from "./standstill.ts";

const holdMs = 30_000;
/** Also of a view that nobody has run yet: whoever begins meanwhile finds it held. */
const holdSql = `INSERT INTO checkpoints (subscription, generation, source, hold_until) VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 ms')
  ON CONFLICT (subscription, generation) DO UPDATE SET hold_until = excluded.hold_until`;

/**
 * Each tenant's checkpoint as Redis has it. The last script may have run although its runner was put on hold before it could record that.
 */
const standingOf = async (pool: Pool, redis: Redis, view: string): Promise<number[]> => {
  const held = await Promise.all((await tenantsOf(pool, view)).map((t) => redis.get(generationKey(t, null, "checkpoint", view))));
  return held.map((h) => Number(h ?? 0));
};

/**
 * Puts the live runner on hold while `work` runs, and for half a minute longer where this process dies meanwhile. Work that takes too long is
 * given up, since readers see nothing new: it does nothing more once `late` is aborted.
 */
export const holding = async <A>(
  { pool, redis }: SubscriptionContext,
  { view, source }: Subscription,
  work: (at: number, late: AbortSignal) => Promise<A>,
): Promise<A> => {
  const live = await liveGeneration(pool, view);
  const hold = (ms: number) => pool.query(holdSql, [view.name, live, source.name, ms]);
  await hold(holdMs);
  let held: Promise<unknown> = Promise.resolve();
  const extend = setInterval(() => {
    held = hold(holdMs).catch(() => undefined);
  }, holdMs / 3);
  const run = async (late: AbortSignal): Promise<A> => {
    if (view.kind === "redis") await sleep(1_000); // a script that was permitted before may still be running
    const { position } = await readCheckpoint(pool, view.name, live);
    return await work(view.kind === "redis" ? Math.max(position, ...(await standingOf(pool, redis as Redis, view.name))) : position, late);
  };
  try {
    return await within(defaults.subscription.rebuildStalledMs, run, () => standsStill(view, "the live view was held up"));
  } finally {
    clearInterval(extend);
    await held; // one that came later would put it on hold once more
    await hold(0);
  }
};
