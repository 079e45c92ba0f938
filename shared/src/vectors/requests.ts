import { defaults } from "../base/defaults.ts";
import { failedPrecondition } from "../base/errors.ts";
import { uuidv7 } from "../base/ids.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";
import { standstill } from "../subscription/standstill.ts";
import { subscription } from "./generations.ts";

export type Purpose = "reconcile" | "reindex";

/** An operator's request to the indexer and its progress: named numbers, or an error. */
export interface Request {
  readonly id: string;
  readonly purpose: Purpose;
  readonly state: "requested" | "working" | "done" | "failed";
  readonly generation: number | null;
  readonly progress: Readonly<Record<string, number | string>>;
}

const columns = "request_id AS id, purpose, state, generation, progress";

export const createRequest = async (pool: Pool, purpose: Purpose): Promise<string> => {
  const id = uuidv7();
  await pool.query("INSERT INTO vector_requests (request_id, purpose) VALUES ($1, $2)", [id, purpose]);
  return id;
};

/** The oldest request that is not done. The one indexer works on one request at a time, and goes on with what an earlier indexer began. */
export const nextRequest = async (pool: Pool): Promise<Request | null> =>
  (
    await pool.query<Request>(
      `SELECT ${columns} FROM vector_requests WHERE state IN ('requested', 'working') ORDER BY requested_at LIMIT 1`,
    )
  ).rows[0] ?? null;

export const updateRequest = (
  pool: Pool,
  id: string,
  change: Partial<Pick<Request, "state" | "generation" | "progress">>,
): Promise<unknown> =>
  pool.query(
    `UPDATE vector_requests SET state = coalesce($2, state), generation = coalesce($3, generation), progress = coalesce($4, progress), updated_at = clock_timestamp()
      WHERE request_id = $1`,
    [id, change.state ?? null, change.generation ?? null, change.progress ? JSON.stringify(change.progress) : null],
  );

const followSql = `SELECT ${columns},
    EXISTS (SELECT 1 FROM checkpoints c WHERE c.subscription = $2 AND c.generation = 0 AND c.lease_until > clock_timestamp()) AS has_indexer
  FROM vector_requests WHERE request_id = $1`;

/**
 * Yields the request whenever it changes, until it is done. Throws FAILED_PRECONDITION when there is no indexer, it gets no
 * further, or it failed.
 */
export async function* followRequest(pool: Pool, id: string, signal: AbortSignal): AsyncGenerator<Request> {
  const { requestTakenMs, rebuildStalledMs } = defaults.subscription;
  let last = "";
  const isLeft = standstill(requestTakenMs);
  const isStill = standstill(rebuildStalledMs);
  for (let look = 0; !signal.aborted; look++) {
    const { rows } = await pool.query<Request & { readonly has_indexer: boolean }>(followSql, [id, subscription]);
    if (!rows[0]) throw failedPrecondition("REQUEST_GONE", "the request is gone");
    const { has_indexer, ...request } = rows[0];
    if (request.state === "failed") throw failedPrecondition("VECTOR_REQUEST_FAILED", String(request.progress.error ?? "it failed"));
    const now = JSON.stringify(request);
    if (now !== last) yield request;
    last = now;
    if (request.state === "done") return;
    if (isLeft(has_indexer ? look : "nobody"))
      throw failedPrecondition(
        "NO_WORKER",
        "no indexer took the request within 15 s: a process with the role `project` and a vector store is needed",
      );
    if (isStill(now))
      throw failedPrecondition(
        "VECTOR_INDEX_STALLED",
        "the vector index has not got further for 300 s; the indexer goes on trying: see in `marketing vectors status` what holds it up",
      );
    await sleep(100, signal);
  }
}

/** Deletes requests that ended a week ago. */
export const sweepRequests = (pool: Pool): Promise<unknown> =>
  pool.query("DELETE FROM vector_requests WHERE state IN ('done', 'failed') AND updated_at < now() - interval '7 days'");
