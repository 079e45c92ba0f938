import { defaults } from "../base/defaults.ts";
import { failedPrecondition } from "../base/errors.ts";
import { uuidv7 } from "../base/ids.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool, PoolClient } from "../postgres/pool.ts";
import type { Progress } from "./building.ts";
import type { Verdict } from "./generation.ts";
import { standstill } from "./standstill.ts";

export type Purpose = "rebuild" | "verify" | "upgrade";

export interface Rebuild {
  readonly state: "requested" | "building" | "done" | "failed";
  readonly position: number;
  readonly target: number;
  /** Figures of what was built or compared, when it is done; `error` when it failed. */
  readonly result: Partial<Progress & Verdict & { readonly seconds: number; readonly error: string }> | null;
}

/** Throws FAILED_PRECONDITION where an operator has paused the view: what is built would go on where the view is to stand still. */
export const requestRebuild = async (pool: Pool | PoolClient, view: string, purpose: Purpose): Promise<string> => {
  const paused = await pool.query("SELECT 1 FROM projections WHERE name = $1 AND paused_at IS NOT NULL", [view]);
  if (paused.rows.length > 0) throw failedPrecondition("VIEW_PAUSED", `${view} is paused; resume it first`);
  const id = uuidv7();
  await pool.query("INSERT INTO rebuilds (rebuild_id, view, purpose) VALUES ($1, $2, $3)", [id, view, purpose]);
  return id;
};

/** Whether somebody builds, this or another: whoever does says now and then that it lives. */
const followSql = `SELECT state, position, target, result,
    EXISTS (SELECT 1 FROM rebuilds b WHERE b.state = 'building' AND b.updated_at >= clock_timestamp() - $2 * interval '1 ms') AS worked_on,
    EXISTS (SELECT 1 FROM projections p WHERE p.name = r.view AND p.paused_at IS NOT NULL) AS paused
  FROM rebuilds r WHERE rebuild_id = $1`;

/**
 * Yields the state of a rebuild whenever it has changed, until it is done. It waits as long as any rebuild is worked on, since one process
 * carries out one at a time. Throws when nobody works on any, or it failed: a builder gives up what gets no further.
 */
export async function* followRebuild(pool: Pool, id: string, signal: AbortSignal): AsyncGenerator<Rebuild> {
  const { requestTakenMs, rebuildGoneMs } = defaults.subscription;
  let last = "";
  const isStill = standstill(requestTakenMs);
  for (let look = 0; !signal.aborted; look++) {
    const { rows } = await pool.query<Rebuild & { readonly worked_on: boolean; readonly paused: boolean }>(followSql, [id, rebuildGoneMs]);
    if (!rows[0]) throw failedPrecondition("REBUILD_GONE", "the request is gone");
    const { worked_on, paused, ...row } = rows[0];
    if (row.state === "failed") throw failedPrecondition("REBUILD_FAILED", String(row.result?.error ?? "it failed"));
    const now = JSON.stringify(row);
    if (now !== last) yield row;
    last = now;
    if (row.state === "done") return;
    if (isStill(worked_on ? look : "nobody")) {
      if (paused) throw failedPrecondition("VIEW_PAUSED", "the view was paused meanwhile; resume it first");
      throw failedPrecondition("NO_WORKER", "no process with the role `project` took the request within 15 s; start one");
    }
    await sleep(100, signal);
  }
}
