import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createWaker } from "../base/waker.ts";
import type { Pool } from "../postgres/pool.ts";
import { Fenced } from "../subscription/failures.ts";
import { holdLease, type Lease } from "../subscription/lease.ts";
import { catchUp } from "./catchUp.ts";
import type { Embedder } from "./embedder.ts";
import { sweepEmbeddings } from "./embeddings.ts";
import { clearGeneration, tryFlip } from "./flip.ts";
import { type Generation, settleGenerations, subscription, type WantedModel } from "./generations.ts";
import { createWatch } from "./reconcile.ts";
import { sweepRequests } from "./requests.ts";
import { tellError, unsync } from "./standing.ts";
import type { SyncContext } from "./syncEntities.ts";
import type { VectorStore } from "./vectorStore.ts";
import { workOnRequest } from "./workOnRequest.ts";

export interface IndexerOptions extends WantedModel {
  /** The worker role's. */
  readonly pool: Pool;
  readonly owner: string;
  readonly logger: Logger;
  readonly store: VectorStore;
  readonly embedder: (model: string, dimensions: number) => Embedder;
  /** That calls `wantVectors`. */
  readonly view: string;
  readonly timing?: Partial<Timing>;
  readonly leaseTtlMs?: number | undefined;
}

/** All in ms. */
export interface Timing {
  /** Between two looks when nobody wakes the indexer. */
  readonly poll: number;
  /** After a hint, so that a burst of commits is one look. */
  readonly gather: number;
  /** Between two looks at generations and what operators asked for. */
  readonly settle: number;
  /** Between two looks at the store's counts. */
  readonly watch: number;
  /** Between two comparisons of all that is wanted with all that is synced. */
  readonly compare: number;
  readonly sweep: number;
  /** First wait after a refused item. */
  readonly retry: number;
  /** Longest wait while the store or the embedder is away. */
  readonly away: number;
  /** How long a retired generation's vectors stay, so that searches under way find them. */
  readonly grace: number;
}

const usual: Timing = {
  poll: defaults.vectors.pollMs,
  gather: defaults.vectors.gatherMs,
  settle: defaults.vectors.settleMs,
  watch: defaults.vectors.watchMs,
  compare: defaults.vectors.compareMs,
  sweep: defaults.vectors.sweepMs,
  retry: defaults.vectors.retryMs,
  away: defaults.vectors.awayMs,
  grace: defaults.vectors.graceMs,
};

/** True every so often. */
const every = (ms: number): (() => boolean) => {
  let at = 0;
  return () => {
    if (Date.now() < at) return false;
    at = Date.now() + ms;
    return true;
  };
};

/**
 * Makes the vector store agree with what the view wants, for ever: one indexer a service, by lease. It is at-least-once and converges: it may
 * be killed at any point, the store may be away, slow, wiped, restored or deleted. Nobody waits for it but who asks for a `min_position`.
 */
export const startIndexer = (options: IndexerOptions): { stop(): Promise<void>; wake(): void } => {
  const { pool, logger, store, view } = options;
  const timing = { ...usual, ...options.timing };
  const waker = createWaker();
  const context: SyncContext = { pool, store, embedder: options.embedder, retryMs: timing.retry };

  const work = async (lease: Lease): Promise<void> => {
    const watch = createWatch(context);
    const dueTo = {
      watch: every(timing.watch),
      compare: every(timing.compare),
      sweep: every(timing.sweep),
      heartbeat: every(2_000),
      settle: every(timing.settle),
    };
    let generations: ReadonlyArray<Generation> = [];
    const comparing = new Set<number>();
    const failures = new Map<number, { count: number; until: number }>();
    let why = "";

    /** A generation whose model cannot be asked does not stop the other one. */
    const careful = async (g: Generation, run: () => Promise<boolean>): Promise<boolean> => {
      const failed = failures.get(g.generation);
      if (failed && Date.now() < failed.until) return false;
      try {
        const worked = await run();
        failures.delete(g.generation);
        return worked;
      } catch (error) {
        if (error instanceof Fenced) throw error;
        const count = (failed?.count ?? 0) + 1;
        failures.set(g.generation, { count, until: Date.now() + Math.min(100 * 2 ** count, timing.away) });
        if (count === 1)
          logger.warn("the vector index cannot go on; trying again", { index: options.index, generation: g.generation, error });
        await tellError(pool, g.generation, error);
        await heal();
        return false;
      }
    };
    /** An index that was deleted is created again, and filled. */
    const heal = async (): Promise<void> => {
      const { created } = await store.ensure().catch((error: unknown) => {
        logger.debug("the vector store is away", { error });
        return { created: false };
      });
      if (!created) return;
      let entities = 0;
      for (const g of generations.filter((x) => x.state !== "retired")) entities += await unsync(pool, lease, g.generation);
      if (entities > 0) logger.warn("the vector index was gone", { index: options.index, entities });
    };

    generations = await settleGenerations(pool, options, timing.grace);
    await heal();
    while (!lease.signal.aborted) {
      waker.reset();
      let worked = false;
      const fresh = dueTo.settle() || generations.length === 0;
      if (fresh) generations = await settleGenerations(pool, options, timing.grace);
      const live = generations.find((g) => g.state === "live")!;
      const building = generations.find((g) => g.state === "building");
      const current = building ? [live, building] : [live];
      if (dueTo.compare()) for (const g of current) comparing.add(g.generation);
      const look = dueTo.watch();
      const beat = dueTo.heartbeat();
      for (const g of current)
        worked =
          (await careful(g, async () => {
            const all = comparing.has(g.generation);
            const step = await catchUp(context, lease, view, g, { all, beat });
            if (all && !step.worked) comparing.delete(g.generation);
            if (!look) return step.worked;
            const { strays, missing } = await watch(lease, g);
            if (strays + missing > 0)
              logger.warn("the vector store did not hold what it should", { generation: g.generation, strays, missing });
            return step.worked || missing > 0;
          })) || worked;
      if (building && fresh && !worked && !failures.has(building.generation))
        await careful(building, async () => {
          const outcome = await tryFlip(context, lease, view, building, live);
          if (outcome.flipped) logger.info("another generation of the vector index is live", { ...building, state: "live" });
          if (outcome.why && outcome.why !== why)
            logger.warn("the new generation has to wait", { generation: building.generation, why: outcome.why });
          if (outcome.why) await tellError(pool, building.generation, outcome.why);
          why = outcome.why;
          if (outcome.flipped) generations = [];
          return outcome.flipped;
        });
      if (fresh && generations.length > 0) {
        for (const g of generations.filter((r) => r.state === "retired" && r.clearable))
          await careful(g, () => clearGeneration(context, g).then(() => true));
        await workOnRequest({ ...context, view, wanted: options, logger }, lease, generations);
      }
      if (dueTo.sweep()) await Promise.all([sweepEmbeddings(pool), sweepRequests(pool)]);
      if (worked) continue;
      await waker.wait(timing.poll);
      await sleep(timing.gather, lease.signal);
    }
  };

  const lease = holdLease({
    pool,
    subscription,
    generation: () => Promise.resolve(0),
    source: "view",
    owner: options.owner,
    logger,
    leaseTtlMs: options.leaseTtlMs,
    work,
  });
  return {
    wake: waker.wake,
    stop: async () => {
      const stopped = lease.stop();
      waker.wake();
      await stopped;
    },
  };
};
