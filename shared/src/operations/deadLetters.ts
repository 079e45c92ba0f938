import type { RecordedEvent } from "../base/event.ts";
import type { JsonObject } from "../base/json.ts";
import { type Pool, type PoolClient, transaction } from "../postgres/pool.ts";
import { type Decision, recordAction } from "../subscription/operatorActions.ts";
import type { Replayed } from "../subscription/replay.ts";

/** Who takes dead letters of its name again. */
export interface Taker {
  readonly name: string;
  /** Must be idempotent. Throws where it cannot. */
  readonly take: (content: JsonObject) => Promise<void>;
}

/** The event that a dead letter holds; null where its message was none. */
export const eventIn = (content: JsonObject): RecordedEvent | null =>
  typeof content.eventId === "string" && typeof content.recordedAt === "string"
    ? ({ ...content, recordedAt: new Date(content.recordedAt) } as unknown as RecordedEvent)
    : null;

export interface DeadLetterRow {
  readonly reaction: string;
  readonly event_id: string;
  readonly tenant_id: string;
  readonly event_type: string | null;
  readonly position: number | null;
  readonly error: string;
  readonly attempts: number;
  readonly died_at: Date;
}

const positionSql = "coalesce(event->>'position', event->>'sequence')::bigint";

/** By name and id; `after`: those of the last that was read. */
export const readDeadLetters = async (
  pool: Pool,
  name: string | null,
  after: readonly [reaction: string, eventId: string] | null,
  limit: number,
): Promise<ReadonlyArray<DeadLetterRow>> =>
  (
    await pool.query<DeadLetterRow>(
      `SELECT reaction, event_id, tenant_id, event->>'type' AS event_type, ${positionSql} AS position, error, attempts, died_at
         FROM dead_letters WHERE ($1::text IS NULL OR reaction = $1) AND ($2::text IS NULL OR (reaction, event_id) > ($2, $3::uuid))
        ORDER BY reaction, event_id LIMIT $4`,
      [name, after?.[0] ?? null, after?.[1] ?? null, limit],
    )
  ).rows;

export const countDeadLetters = async (pool: Pool, name: string): Promise<number> =>
  (await pool.query<{ n: number }>("SELECT count(*) AS n FROM dead_letters WHERE reaction = $1", [name])).rows[0]!.n;

const nextSql = `SELECT event_id, event FROM dead_letters WHERE reaction = $1 AND ($2::uuid IS NULL OR event_id = $2) AND ($3::uuid IS NULL OR event_id > $3)
  ORDER BY event_id LIMIT 1 FOR UPDATE SKIP LOCKED`;

interface Taken {
  readonly eventId: string;
  readonly error: Error | null;
}

/** Takes the next one behind `after`, and keeps others from it meanwhile. Null = there is none. */
const takeNext = async (client: PoolClient, { name, take }: Taker, eventId: string | null, after: string | null): Promise<Taken | null> => {
  const { rows } = await client.query<{ event_id: string; event: JsonObject }>(nextSql, [name, eventId, after]);
  const [row] = rows;
  if (!row) return null;
  const error = await take(row.event).then(
    () => null,
    (e: Error) => e,
  );
  const sql = error
    ? "UPDATE dead_letters SET attempts = attempts + 1, error = $3, died_at = clock_timestamp() WHERE reaction = $1 AND event_id = $2"
    : "DELETE FROM dead_letters WHERE reaction = $1 AND event_id = $2";
  await client.query(sql, [name, row.event_id, ...(error ? [error.message] : [])]);
  return { eventId: row.event_id, error };
};

/** Gives dead letters to who takes them, one after the other. What fails stays where it is, and holds nothing up. */
export const replayDeadLetters = async (pool: Pool, taker: Taker, eventId: string | null, signal: AbortSignal): Promise<Replayed> => {
  let replayed = 0;
  let failure = "";
  for (let after: string | null = null; !signal.aborted; ) {
    const from: string | null = after;
    const taken: Taken | null = await transaction(pool, (client) => takeNext(client, taker, eventId, from));
    if (taken === null) break;
    after = taken.eventId;
    if (taken.error === null) replayed += 1;
    else failure ||= `${taken.eventId}: ${taken.error.message}`;
  }
  return { replayed, remaining: await countDeadLetters(pool, taker.name), error: failure };
};

/** Gives them up. Returns how many. */
export const discardDeadLetters = (pool: Pool, name: string, eventId: string | null, by: Decision): Promise<number> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ position: number | null }>(
      `DELETE FROM dead_letters WHERE reaction = $1 AND ($2::uuid IS NULL OR event_id = $2) RETURNING ${positionSql} AS position`,
      [name, eventId],
    );
    const positions = rows.flatMap(({ position }) => (position === null ? [] : [position]));
    if (rows.length > 0) await recordAction(client, name, "discard", by, positions);
    return rows.length;
  });
