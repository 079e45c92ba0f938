import { notWhileBuilt, type RetentionCaller, type RetentionCount, type RetentionRule } from "@marketing/shared/operations/retention";
import type { Pool } from "@marketing/shared/postgres/pool";
import { archivePartition, countRows, dropPartition, moveRows, partitionsBefore } from "./partitions.ts";
import { type EventTerm, eventMonths, eventTerms, historyDays } from "./terms.ts";

const due = async (pool: Pool, now: Date): Promise<ReadonlyArray<RetentionCount>> => {
  const { ofAll, shorter } = await eventTerms(pool, now);
  let old = await countRows(pool, "events", { to: ofAll.archiveBefore });
  let gone = 0;
  for (const table of ["events", "events_archive"] as const) {
    gone += await countRows(pool, table, { to: ofAll.dropBefore });
    for (const { tenantId, dropBefore: to } of shorter) gone += await countRows(pool, table, { tenantId, from: ofAll.dropBefore, to });
  }
  for (const { tenantId, archiveBefore: to } of shorter)
    old += await countRows(pool, "events", { tenantId, from: ofAll.archiveBefore, to });
  return [
    { action: "archive", count: old },
    { action: "remove", count: gone },
  ];
};

/** What a run works on: the events up to a position, by the age that each tenant's have. */
interface Work {
  readonly pool: Pool;
  readonly ofAll: EventTerm;
  readonly shorter: ReadonlyArray<EventTerm>;
  readonly upTo: number;
  readonly signal: AbortSignal;
}

const archive = async ({ pool, ofAll, shorter, upTo, signal }: Work): Promise<number> => {
  let count = 0;
  for (const partition of await partitionsBefore(pool, "events", ofAll.archiveBefore)) {
    if (signal.aborted) return count;
    const rows = await countRows(pool, "events", partition);
    if (await archivePartition(pool, partition.name, signal)) count += rows;
    else {
      count += await moveRows(pool, "events", { ...partition, upTo }, "events_archive", signal);
      await dropPartition(pool, "events", partition.name, signal);
    }
  }
  for (const { tenantId, archiveBefore } of shorter)
    for (const partition of await partitionsBefore(pool, "events", archiveBefore))
      count += await moveRows(pool, "events", { ...partition, tenantId, upTo }, "events_archive", signal);
  return count;
};

const remove = async ({ pool, ofAll, shorter, upTo, signal }: Work): Promise<number> => {
  let count = 0;
  for (const partition of await partitionsBefore(pool, "events_archive", ofAll.dropBefore)) {
    if (signal.aborted) return count;
    const rows = await countRows(pool, "events_archive", partition);
    if (await dropPartition(pool, "events_archive", partition.name, signal)) count += rows;
  }
  for (const { tenantId, dropBefore } of shorter)
    for (const partition of await partitionsBefore(pool, "events_archive", dropBefore))
      count += await moveRows(pool, "events_archive", { ...partition, tenantId, upTo }, null, signal);
  return count;
};

/** The job leaves alone what came in lately, so that history that is imported is there for a while; whoever asks for a run gets all of it. */
const positionOf = async (pool: Pool, now: Date, by: RetentionCaller): Promise<number> => {
  const { rows } = await pool.query<{ position: number }>(
    `SELECT least(c.position, CASE WHEN $1 THEN position_before($2) ELSE c.position END) AS position
       FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = 'events'`,
    [by === "job", new Date(now.getTime() - historyDays * 86_400_000)],
  );
  return rows[0]?.position ?? 0;
};

/** Events: two years in use, to the seventh in the archive, then gone. */
export const eventRule = (pool: Pool): RetentionRule => ({
  store: "events",
  keeps: `${eventMonths.active} months, then in events_archive to month ${eventMonths.kept}; tenants' settings may say less`,
  reason: "Two years compare a season with the last; the archive answers questions of law and of tax.",
  due: (now) => due(pool, now),
  apply: async (now, signal, by) => {
    await notWhileBuilt(pool, "events");
    const { ofAll, shorter } = await eventTerms(pool, now);
    const terms = [ofAll, ...shorter];
    const { rows } = await pool.query<{ up_to: number }>("SELECT move_event_horizons($1, $2, $3, $4) AS up_to", [
      await positionOf(pool, now, by),
      terms.map((t) => t.tenantId),
      terms.map((t) => t.archiveBefore),
      terms.map((t) => t.dropBefore),
    ]);
    const work = { pool, ofAll, shorter, upTo: rows[0]!.up_to, signal };
    return [
      { action: "archive", count: await archive(work) },
      { action: "remove", count: await remove(work) },
    ];
  },
});
