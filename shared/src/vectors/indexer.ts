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
import { ensureGenerations, type Generation, subscription, type WantedModel } from "./generations.ts";
import { markUnsynced, recordError } from "./indexProgress.ts";
import { processRequest } from "./processRequest.ts";
import { clearGeneration, tryPromote } from "./promoteGeneration.ts";
import { createCountCheck } from "./reconcile.ts";
import { sweepRequests } from "./requests.ts";
import type { SyncContext } from "./syncEntities.ts";
import type { VectorStore } from "./vectorStore.ts";

export interface IndexerOptions extends WantedModel {
  /** The worker role's. */
  readonly pool: Pool;
  readonly owner: string;
  readonly logger: Logger;
  readonly store: VectorStore;
  readonly embedder: (model: string, dimensions: number) => Embedder;
  /** The view that calls `wantVectors`. */
  readonly view: string;
  readonly timing?: Partial<Timing>;
  readonly leaseTtlMs?: number | undefined;
}

/** Milliseconds. */
export interface Timing {
  /** Between two checks for work when nobody wakes the indexer. */
  readonly poll: number;
  /** Between being woken and the check for work, so that a burst of commits is one batch. */
  readonly debounce: number;
  /** Between two checks of the generations and of operators' requests. */
  readonly manage: number;
  /** Between two comparisons of the store's counts with what was put there. */
  readonly countCheck: number;
  /** Between two comparisons of all that is wanted with all that is synced. */
  readonly fullCompare: number;
  /** Between two deletions of embeddings and requests that are no longer needed. */
  readonly cleanup: number;
  /** First wait after an item was refused. */
  readonly retry: number;
  /** Longest wait between two tries while the store or the embedder is unavailable. */
  readonly maxBackoff: number;
  /** How long the vectors of a retired generation stay for the searches that have already begun. */
  readonly retirement: number;
}

const standard: Timing = {
  poll: defaults.vectors.pollMs,
  debounce: defaults.vectors.debounceMs,
  manage: defaults.vectors.manageMs,
  countCheck: defaults.vectors.countCheckMs,
  fullCompare: defaults.vectors.fullCompareMs,
  cleanup: defaults.vectors.cleanupMs,
  retry: defaults.vectors.retryMs,
  maxBackoff: defaults.vectors.maxBackoffMs,
  retirement: defaults.vectors.retirementMs,
};

/** True at the first call, and then once in so many milliseconds. */
const every = (ms: number): (() => boolean) => {
  let next = 0;
  return () => {
    if (Date.now() < next) return false;
    next = Date.now() + ms;
    return true;
  };
};

/**
 * Keeps the vector store in agreement with what the view wants. A lease makes sure that a service has one indexer. It works at least once and
 * converges: it may be killed at any point, and the store may be unavailable, slow, wiped, restored or deleted. Only a search with a
 * `min_position` waits for it.
 */
export const startIndexer = (options: IndexerOptions): { stop(): Promise<void>; wake(): void } => {
  const { pool, logger, store, view } = options;
  const timing = { ...standard, ...options.timing };
  const waker = createWaker();
  const context: SyncContext = { pool, store, embedder: options.embedder, retryMs: timing.retry, partly: new Map() };

  const work = async (lease: Lease): Promise<void> => {
    context.partly.clear(); // another indexer may have written meanwhile
    const checkCounts = createCountCheck(context);
    const due = {
      countCheck: every(timing.countCheck),
      fullCompare: every(timing.fullCompare),
      cleanup: every(timing.cleanup),
      heartbeat: every(2_000),
      manage: every(timing.manage),
    };
    let generations: ReadonlyArray<Generation> = [];
    const comparing = new Set<number>();
    /** Generations whose oldest pending entity has waited for smaller ones. */
    const waiting = new Set<number>();
    const failures = new Map<number, { count: number; until: number }>();
    let reasonToWait = "";

    /** Runs work for one generation with exponential backoff of its own, so that a model that does not answer does not stop the other one. */
    const withBackoff = async (g: Generation, run: () => Promise<boolean>): Promise<boolean> => {
      const failed = failures.get(g.generation);
      if (failed && Date.now() < failed.until) return false;
      try {
        const worked = await run();
        failures.delete(g.generation);
        return worked;
      } catch (error) {
        if (error instanceof Fenced) throw error;
        const count = (failed?.count ?? 0) + 1;
        failures.set(g.generation, { count, until: Date.now() + Math.min(100 * 2 ** count, timing.maxBackoff) });
        if (count === 1)
          logger.warn("the vector index cannot go on; trying again", { index: options.index, generation: g.generation, error });
        await recordError(pool, g.generation, error);
        await recreateIndex();
        return false;
      }
    };
    /** Creates an index that was deleted, and has it filled. */
    const recreateIndex = async (): Promise<void> => {
      const { created } = await store.ensure().catch((error: unknown) => {
        logger.debug("the vector store is unavailable", { error });
        return { created: false };
      });
      if (!created) return;
      context.partly.clear();
      let entities = 0;
      for (const g of generations.filter((x) => x.state !== "retired")) entities += await markUnsynced(pool, lease, g.generation);
      if (entities > 0) logger.warn("the vector index was gone", { index: options.index, entities });
    };

    generations = await ensureGenerations(pool, options, timing.retirement);
    await recreateIndex();
    while (!lease.signal.aborted) {
      waker.reset();
      let worked = false;
      const manage = due.manage() || generations.length === 0;
      if (manage) generations = await ensureGenerations(pool, options, timing.retirement);
      const live = generations.find((g) => g.state === "live")!;
      const building = generations.find((g) => g.state === "building");
      const current = building ? [live, building] : [live];
      if (due.fullCompare()) for (const g of current) comparing.add(g.generation);
      const countCheck = due.countCheck();
      const heartbeat = due.heartbeat();
      for (const g of current)
        worked =
          (await withBackoff(g, async () => {
            const all = comparing.has(g.generation);
            // a slice of a large entity waits for a batch of smaller ones, and for no more than one
            const first = waiting.has(g.generation) ? "oldest" : "smallest";
            const step = await catchUp(context, lease, view, g, { all, heartbeat, first });
            if (step.leftBehind) waiting.add(g.generation);
            else waiting.delete(g.generation);
            if (all && !step.worked) comparing.delete(g.generation);
            if (!countCheck) return step.worked;
            const { strays, missing } = await checkCounts(lease, g);
            if (strays + missing > 0)
              logger.warn("the vector store did not hold what it should", { generation: g.generation, strays, missing });
            return step.worked || missing > 0;
          })) || worked;
      if (building && manage && !worked && !failures.has(building.generation))
        await withBackoff(building, async () => {
          const outcome = await tryPromote(context, lease, view, building, live);
          if (outcome.promoted) logger.info("another generation of the vector index is live", { ...building, state: "live" });
          if (outcome.reason && outcome.reason !== reasonToWait)
            logger.warn("the new generation has to wait", { generation: building.generation, reason: outcome.reason });
          if (outcome.reason) await recordError(pool, building.generation, outcome.reason);
          reasonToWait = outcome.reason;
          if (outcome.promoted) generations = [];
          return outcome.promoted;
        });
      if (manage && generations.length > 0) {
        for (const g of generations.filter((r) => r.state === "retired" && r.clearable))
          await withBackoff(g, () => clearGeneration(context, g).then(() => true));
        await processRequest({ ...context, view, wanted: options, logger }, lease, generations);
      }
      if (due.cleanup()) await Promise.all([sweepEmbeddings(pool), sweepRequests(pool)]);
      if (worked) continue;
      await waker.wait(timing.poll);
      await sleep(timing.debounce, lease.signal);
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
