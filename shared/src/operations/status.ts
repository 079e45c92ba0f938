import { defaults } from "../base/defaults.ts";
import { toTimestampOrNull } from "../grpc/struct.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import { type Standing, stateOf } from "./subscriptionState.ts";

const sql = `SELECT p.name, p.version, c.generation, c.source, c.position, greatest(c.head, c.position) AS head, c.error,
    CASE WHEN c.lease_until > clock_timestamp() THEN c.lease_owner END AS owner,
    CASE WHEN c.head > c.position THEN extract(epoch FROM clock_timestamp() - coalesce(c.caught_up_at, c.updated_at)) ELSE 0 END::float8 AS lag_seconds,
    (SELECT count(DISTINCT (tenant_id, stream_id)) FROM parked_events e WHERE e.subscription = p.name)::int AS parked_streams,
    (SELECT count(*) FROM parked_events e WHERE e.subscription = p.name)::int AS parked_events,
    p.paused_at, p.stalled_at, c.error_since, c.progressed_at, c.caught_up_at, c.lease_until > clock_timestamp() - $1 * interval '1 ms' AS cared_for,
    CASE WHEN p.paused_at IS NOT NULL THEN
      (SELECT reason FROM operator_actions a WHERE a.subscription = p.name AND a.action = 'pause' ORDER BY a.action_id DESC LIMIT 1) END AS pause_reason,
    CASE WHEN c.source = 'log' THEN (SELECT e.recorded_at FROM event_log e WHERE e.position > c.position ORDER BY e.position LIMIT 1) END AS next_at,
    clock_timestamp() AS now,
    EXISTS (SELECT 1 FROM checkpoints b WHERE b.subscription = p.name AND b.generation > p.live_generation) AS building
  FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation ORDER BY p.name`;

interface Row extends Standing {
  readonly name: string;
  readonly version: number;
  readonly generation: number;
  readonly source: string;
  readonly position: number;
  readonly head: number;
  readonly lag_seconds: number;
  readonly parked_streams: number;
  readonly building: boolean;
}

/** The oldest append that took its floor and has not committed: nothing behind it can be read yet. */
const openAppendSql = `SELECT coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::float8 AS seconds, a.pid
  FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.mode = 'ShareLock'
    AND (((l.classid::bigint << 32) | l.objid::bigint) >> 44) = (log_key(0) >> 44)
  ORDER BY a.xact_start NULLS LAST LIMIT 1`;

/** `pid` is PostgreSQL's; 0 while no append is open. */
export const readOldestAppend = async (pool: Pool): Promise<{ readonly seconds: number; readonly pid: number }> =>
  (await pool.query<{ seconds: number; pid: number }>(openAppendSql)).rows[0] ?? { seconds: 0, pid: 0 };

const kindOf = (subscription: Subscription | undefined): string => {
  if (!subscription) return "";
  if (subscription.view.kind === "redis") return "redis";
  return subscription.view.tables.length > 0 ? "postgres" : "policy";
};

/** What GetStatus answers, but for what only the process knows. Positions are int64 strings on the wire. */
export const readStatus = async (pool: Pool, subscriptions: ReadonlyArray<Subscription>) => {
  const [status, head, open] = await Promise.all([
    pool.query<Row>(sql, [defaults.subscription.stalledMs]),
    pool.query<{ head: number }>("SELECT high_water() AS head"),
    readOldestAppend(pool),
  ]);
  const known = new Map(subscriptions.map((s) => [s.view.name, s]));
  const logHead = head.rows[0]!.head;
  const headOf = (r: Row): number => (r.source === "log" ? Math.max(r.position, logHead) : r.head);
  const line = (r: Row) => ({
    name: r.name,
    kind: kindOf(known.get(r.name)),
    source: r.source,
    generation: r.generation,
    version: r.version,
    position: r.position,
    head: headOf(r),
    lagEvents: Math.max(0, headOf(r) - r.position),
    lagSeconds: r.lag_seconds,
    parkedStreams: r.parked_streams,
    parkedEvents: r.parked_events,
    owner: r.owner ?? "",
    building: r.building,
    lastError: r.error ?? "",
    ...stateOf(r, headOf(r) > r.position),
  });
  const relay = status.rows.find((r) => r.name === "relay");
  return {
    head: logHead,
    subscriptions: status.rows.filter((r) => known.has(r.name)).map(line),
    relay: relay ? line(relay) : null,
    oldestOpenAppendSeconds: open.seconds,
  };
};

/** As the contract has a subscription, and a relay. */
export const statusMessage = <S extends { readonly stateSince: Date | null }>(status: S) => ({
  ...status,
  stateSince: toTimestampOrNull(status.stateSince),
});
