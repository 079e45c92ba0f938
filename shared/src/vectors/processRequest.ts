import type { Logger } from "../base/logger.ts";
import { Fenced } from "../subscription/failures.ts";
import type { Lease } from "../subscription/lease.ts";
import { catchUp } from "./catchUp.ts";
import { beginGeneration, type Generation, type WantedModel } from "./generations.ts";
import { nothingReconciled, type Reconciled, reconcile } from "./reconcile.ts";
import { nextRequest, type Request, updateRequest } from "./requests.ts";
import type { SyncContext } from "./syncEntities.ts";

export interface RequestContext extends SyncContext {
  readonly view: string;
  readonly wanted: WantedModel;
  readonly logger: Logger;
}

const reconcileAll = async (
  context: RequestContext,
  lease: Lease,
  request: Request,
  generations: ReadonlyArray<Generation>,
): Promise<void> => {
  const { pool } = context;
  const done = nothingReconciled();
  let upserted = 0;
  for (const g of generations.filter((x) => x.state !== "retired")) {
    const before = { ...done };
    const add = (sums: Reconciled): void => {
      for (const key of Object.keys(done) as (keyof Reconciled)[]) done[key] = before[key] + sums[key];
    };
    await reconcile(context, lease, g, (sums) => {
      add(sums);
      return updateRequest(pool, request.id, { state: "working", progress: { ...done, upserted } });
    });
    for (let all = true; ; all = false) {
      const step = await catchUp(context, lease, context.view, g, { all });
      upserted += step.synced?.upserted ?? 0;
      await updateRequest(pool, request.id, { state: "working", progress: { ...done, upserted } });
      if (!step.worked && !all) break;
    }
  }
  await updateRequest(pool, request.id, { state: "done", progress: { ...done, upserted } });
};

const followReindex = async ({ pool }: RequestContext, request: Request, generations: ReadonlyArray<Generation>): Promise<void> => {
  const { rows } = await pool.query<{ wanted: number; synced: number }>(
    `SELECT (SELECT count(*) FROM vector_entities WHERE items > 0) AS wanted,
       (SELECT count(*) FROM vector_synced WHERE generation = $1 AND hash <> '') AS synced`,
    [request.generation],
  );
  const g = generations.find((x) => x.generation === request.generation);
  const progress = { ...rows[0]! };
  if (g?.state === "live") await updateRequest(pool, request.id, { state: "done", progress });
  else if (g?.state === "building") await updateRequest(pool, request.id, { progress });
  else
    await updateRequest(pool, request.id, { state: "failed", progress: { ...progress, error: "another generation has taken its place" } });
};

/** Works on the oldest request of an operator. A reconciliation is done at once; a new generation is begun, and followed at later calls until it is live. */
export const processRequest = async (context: RequestContext, lease: Lease, generations: ReadonlyArray<Generation>): Promise<void> => {
  const { pool, logger } = context;
  const request = await nextRequest(pool);
  if (!request) return;
  try {
    if (request.purpose === "reconcile") await reconcileAll(context, lease, request, generations);
    else if (request.generation === null) {
      const generation = await beginGeneration(pool, context.wanted);
      logger.info("building a generation of the vector index", { generation, model: context.wanted.model });
      await updateRequest(pool, request.id, { state: "working", generation });
    } else await followReindex(context, request, generations);
  } catch (error) {
    if (error instanceof Fenced) throw error;
    logger.error("what was asked of the vector index failed", { purpose: request.purpose, error });
    await updateRequest(pool, request.id, { state: "failed", progress: { error: (error as Error).message } });
  }
};
