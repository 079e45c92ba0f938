import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { sleep } from "../base/sleep.ts";
import { type Pool, transaction } from "../postgres/pool.ts";
import { type Progress, standsStill, tenantsOf, withGeneration } from "./building.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { compareRedis, tableChecksum } from "./compare.ts";
import { isTransient } from "./failures.ts";
import { swapKeys } from "./generationKeys.ts";
import { holding } from "./holding.ts";
import { liveGeneration, type Subscription, type SubscriptionContext } from "./runner.ts";
import { standstill } from "./standstill.ts";
import type { PostgresView, RedisView, View } from "./view.ts";

export interface Verdict {
  readonly equal: boolean;
  readonly liveChecksum: string;
  readonly rebuiltChecksum: string;
  readonly rows: number;
  readonly position: number;
  readonly difference: string;
}

/** Builds a new generation, catches up, and makes it live in one transaction (Redis: one script per tenant). */
export const rebuildView = (context: SubscriptionContext, subscription: Subscription, report: (p: Progress) => void): Promise<Progress> => {
  const { view } = subscription;
  let last: Progress = { generation: 0, position: 0, target: 0, events: 0 };
  const tell = (p: Progress) => {
    last = p;
    report(p);
  };
  return withGeneration(context, subscription, tell, async (building) => {
    if (view.kind === "redis") {
      await holding(context, subscription, async (at, late) => {
        await building.advance(at);
        for (const tenant of await tenantsOf(context.pool, view.name)) {
          late.throwIfAborted(); // what was built may be gone by now
          await swapKeys(context.redis as Redis, tenant, view, building.lease.generation);
        }
        await context.pool.query("UPDATE projections SET version = $2 WHERE name = $1", [view.name, view.version]);
      });
      return last;
    }
    const isStill = standstill(defaults.subscription.rebuildStalledMs);
    for (;;) {
      const { position } = await building.advance();
      const refusal = await goLive(context.pool, view, building.lease.generation);
      if (refusal === null) return last;
      if (isStill(refusal === behind ? position : refusal)) throw standsStill(view, `its generation cannot go live (${refusal})`);
      await sleep(20);
    }
  });
};

const behind = "the live view is further than its source";

/** Puts a generation's tables in the place of the live ones. Resolves to null, or to why that may be tried again. */
const goLive = (pool: Pool, view: PostgresView, generation: number): Promise<string | null> =>
  transaction(pool, async (client) => {
    await client.query("SET LOCAL lock_timeout = '5s'");
    const { rows } = await client.query<{ flipped: boolean }>("SELECT flip_generation($1, $2, $3, $4) AS flipped", [
      view.name,
      view.version,
      view.tables,
      generation,
    ]);
    if (!rows[0]!.flipped) return behind;
    await client.query("UPDATE checkpoints SET lease_until = '-infinity', lease_owner = NULL WHERE subscription = $1 AND generation = $2", [
      view.name,
      generation,
    ]);
    return null;
  }).catch((error: Error) => {
    if (isTransient(error)) return error.message; // a deadlock, or a reader that takes long
    throw error;
  });

const livePosition = async (pool: Pool, view: View): Promise<number> =>
  (await readCheckpoint(pool, view.name, await liveGeneration(pool, view))).position;

/** Gives the live view, which may be behind its copy, the time to come as far. Throws when it stands still before. */
const comesUp = async (context: SubscriptionContext, view: View, position: number, settled: () => Promise<boolean>): Promise<void> => {
  const isStill = standstill(defaults.subscription.stalledMs);
  for (;;) {
    const at = await livePosition(context.pool, view);
    const isUp = at >= position;
    if (isUp && (await settled())) return;
    if (isStill(at)) {
      if (isUp) return; // the other writer of its keys is looked for again
      throw new Error(
        `${view.name} stands still at position ${at} while its copy is at ${position}, so there is nothing to compare: see why in \`marketing projections status\`, and ask again when it moves`,
      );
    }
    context.stopping?.throwIfAborted();
    await sleep(100);
  }
};

/** Builds a copy up to exactly the live view's position, compares the two, and discards the copy. */
export const verifyView = (context: SubscriptionContext, subscription: Subscription, report: (p: Progress) => void): Promise<Verdict> => {
  const { view } = subscription;
  const settled = async (): Promise<boolean> => view.kind !== "redis" || ((await view.settled?.()) ?? true);
  return withGeneration(context, subscription, report, async (building) => {
    for (let look = 1; ; look++) {
      const { position } = await building.advance(0);
      await comesUp(context, view, position, settled);
      const verdict = await holding(context, subscription, async (at) => {
        const reached = await building.advance(at);
        if (look < 5 && !(await settled())) return null;
        const { live, rebuilt, differences } = await compare(context, view, building.lease.generation);
        const equal = live.checksum === rebuilt.checksum && differences.length === 0 && reached.position === at;
        return {
          equal,
          liveChecksum: live.checksum,
          rebuiltChecksum: rebuilt.checksum,
          rows: live.rows,
          position: at,
          difference: equal
            ? ""
            : [`live ${live.rows} rows, rebuilt ${rebuilt.rows} rows at position ${reached.position}`, ...differences].join("; "),
        };
      });
      if (verdict) return verdict;
    }
  });
};

const compare = async ({ pool, redis, schema }: SubscriptionContext, view: View, generation: number) => {
  if (view.kind === "redis")
    return compareRedis(redis as Redis, await tenantsOf(pool, view.name), view.prefixes, generation, (view as RedisView).cache ?? false);
  const [live, rebuilt] = await Promise.all([
    tableChecksum(pool, schema, view.tables),
    tableChecksum(pool, `${schema}_g${generation}`, view.tables),
  ]);
  return { live, rebuilt, differences: [] as string[] };
};
