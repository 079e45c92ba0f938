import type { PoolClient } from "pg";

/** Somebody who has to be looked at again. */
export interface Touch {
  readonly tenantId: string;
  readonly userId: string;
  /** The table `users` must be as far before. */
  readonly position: number;
  /** As in SegmentHistoryEntry. */
  readonly cause: string;
  readonly causeEvent: string | null;
}

export const touch = async (client: PoolClient, touches: ReadonlyArray<Touch>): Promise<void> => {
  if (touches.length === 0) return;
  await client.query({
    name: "touch_people",
    text: `INSERT INTO segment_touches (tenant_id, user_id, position, cause, cause_event)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[])`,
    values: [
      touches.map((t) => t.tenantId),
      touches.map((t) => t.userId),
      touches.map((t) => t.position),
      touches.map((t) => t.cause),
      touches.map((t) => t.causeEvent),
    ],
  });
};
