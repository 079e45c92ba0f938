import { failedPrecondition, notFound } from "../base/errors.ts";
import { type Pool, type PoolClient, transaction } from "../postgres/pool.ts";
import { filterSql, filterValues, type ParkedFilter } from "./parking.ts";

/** Who decides something about a view, and why. */
export interface Decision {
  /** The principal. */
  readonly actor: string;
  /** Who that is, by their own words. */
  readonly operator: string;
  readonly reason: string;
}

type Action = "pause" | "resume" | "discard" | "skip";

/** To be called in the transaction that does it. */
export const recordAction = (client: PoolClient, view: string, action: Action, by: Decision, positions: ReadonlyArray<number> = []) =>
  client.query(
    "INSERT INTO operator_actions (actor, operator, action, subscription, reason, positions) VALUES ($1, $2, $3, $4, $5, $6::bigint[])",
    [by.actor, by.operator, action, view, by.reason, positions],
  );

/** From now on the view that readers see stands still, whoever runs it. Already paused = nothing happens. */
export const pauseView = (pool: Pool, view: string, by: Decision): Promise<void> =>
  transaction(pool, async (client) => {
    const sql = "UPDATE projections SET paused_at = clock_timestamp() WHERE name = $1 AND paused_at IS NULL";
    if ((await client.query(sql, [view])).rowCount === 1) await recordAction(client, view, "pause", by);
  });

/** It goes on where it stood. Not paused = nothing happens. */
export const resumeView = (pool: Pool, view: string, by: Decision): Promise<void> =>
  transaction(pool, async (client) => {
    const sql = "UPDATE projections SET paused_at = NULL WHERE name = $1 AND paused_at IS NOT NULL";
    if ((await client.query(sql, [view])).rowCount === 1) await recordAction(client, view, "resume", by);
  });

/** Locks the checkpoints of a view, so that no batch is written meanwhile. */
const lockCheckpoints = async (client: PoolClient, view: string): Promise<ReadonlyArray<{ source: string; position: number }>> =>
  (await client.query("SELECT source, position FROM checkpoints WHERE subscription = $1 ORDER BY generation FOR UPDATE", [view])).rows;

const discardSql = `WITH gone AS (DELETE FROM parked_events WHERE ${filterSql} RETURNING *)
  INSERT INTO discarded_events (subscription, position, tenant_id, stream_id, event_id, event_type, error)
  SELECT subscription, position, tenant_id, stream_id, (event->>'eventId')::uuid, event->>'type', error FROM gone RETURNING position`;

const discard = async (client: PoolClient, view: string, filter: ParkedFilter): Promise<number[]> =>
  (await client.query<{ position: number }>(discardSql, filterValues(view, filter))).rows.map((r) => r.position);

/** Gives up parked events: the view never folds them, nor does any generation that is built later. Returns how many. */
export const discardParked = (pool: Pool, view: string, filter: ParkedFilter, by: Decision): Promise<number> =>
  transaction(pool, async (client) => {
    await lockCheckpoints(client, view);
    const positions = await discard(client, view, filter);
    if (positions.length > 0) await recordAction(client, view, "discard", by, positions);
    return positions.length;
  });

/** The stream whose event was parked and is no more: what waited behind it may be applied. Null = the view had not come to the event yet. */
export type Skipped = { readonly tenantId: string; readonly streamId: string } | null;

/**
 * Passes one event by: a parked one, or one that the view has not come to, which lets a view go on that stands still before it. Throws
 * FAILED_PRECONDITION for one that is folded in already, since a new generation without it would differ; with `parkedOnly` for every one
 * that is not parked.
 */
export const skipEvent = (pool: Pool, view: string, position: number, by: Decision, { parkedOnly = false } = {}): Promise<Skipped> =>
  transaction(pool, async (client) => {
    const places = await lockCheckpoints(client, view);
    const { rows } = await client.query<{ tenant_id: string; stream_id: string }>(
      "SELECT tenant_id, stream_id FROM parked_events WHERE subscription = $1 AND position = $2",
      [view, position],
    );
    if (rows[0]) {
      await discard(client, view, { position });
      await recordAction(client, view, "skip", by, [position]);
      return { tenantId: rows[0].tenant_id, streamId: rows[0].stream_id };
    }
    if (parkedOnly) throw failedPrecondition("NOT_PARKED", `${view} has parked no event at position ${position}`);
    if (places.some((place) => place.position >= position))
      throw failedPrecondition("ALREADY_PASSED", `${view} has passed position ${position}, and no event is parked there`);
    const { rowCount } = await client.query(
      places.some(({ source }) => source === "log")
        ? `INSERT INTO discarded_events (subscription, position, tenant_id, stream_id, event_id, event_type, error)
           SELECT $1, position, tenant_id, stream_id, event_id, type, '' FROM event_log WHERE position = $2
           ON CONFLICT (subscription, position) DO UPDATE SET error = discarded_events.error`
        : `INSERT INTO discarded_events (subscription, position, error) VALUES ($1, $2, '')
           ON CONFLICT (subscription, position) DO UPDATE SET error = discarded_events.error`,
      [view, position],
    );
    if (rowCount === 0) throw notFound("EVENT_NOT_FOUND", `the log has no event at position ${position}`);
    await recordAction(client, view, "skip", by, [position]);
    return null;
  });

export interface RecordedAction extends Decision {
  readonly action_id: number;
  readonly at: Date;
  readonly action: Action;
  readonly subscription: string;
  readonly positions: ReadonlyArray<number>;
}

/** The newest first; `before` = the last id that was read. */
export const readActions = async (pool: Pool, view: string | null, before: number | null, limit: number): Promise<RecordedAction[]> =>
  (
    await pool.query<RecordedAction>(
      `SELECT action_id, at, actor, operator, action, subscription, reason, positions::float8[] AS positions FROM operator_actions
       WHERE ($1::text IS NULL OR subscription = $1) AND ($2::bigint IS NULL OR action_id < $2) ORDER BY action_id DESC LIMIT $3`,
      [view, before, limit],
    )
  ).rows;
