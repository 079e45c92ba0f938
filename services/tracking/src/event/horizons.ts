import type { PoolClient } from "pg";
import type { RecordedTrackedEvent } from "./events.ts";

/** Milliseconds since 1970; -Infinity = nothing is so old. */
interface Horizon {
  /** The last event that is of any age. */
  readonly upTo: number;
  readonly archiveBefore: number;
  readonly dropBefore: number;
}

export interface Sorted {
  readonly events: ReadonlyArray<RecordedTrackedEvent>;
  readonly events_archive: ReadonlyArray<RecordedTrackedEvent>;
}

const everybody = "00000000-0000-0000-0000-000000000000";
const nowhere: Horizon = { upTo: 0, archiveBefore: Number.NEGATIVE_INFINITY, dropBefore: Number.NEGATIVE_INFINITY };

/**
 * Which table each event belongs into; one that is past its last time belongs into none. The horizons stay as they are until the
 * transaction ends, so no row is written behind the back of whoever moves the older ones.
 */
export const byHorizon = async (client: PoolClient, events: ReadonlyArray<RecordedTrackedEvent>): Promise<Sorted> => {
  const { rows } = await client.query<Horizon & { tenantId: string }>({
    name: "event_horizons",
    text: `SELECT tenant_id AS "tenantId", up_to AS "upTo", (extract(epoch FROM archive_before) * 1000)::float8 AS "archiveBefore", (extract(epoch FROM drop_before) * 1000)::float8 AS "dropBefore"
             FROM hold_event_horizons($1)`,
    values: [[...new Set(events.map((e) => e.tenantId))]],
  });
  const horizons = new Map(rows.map((row) => [row.tenantId, row]));
  const ofAll = horizons.get(everybody) ?? nowhere;
  const sorted = { events: [] as RecordedTrackedEvent[], events_archive: [] as RecordedTrackedEvent[] };
  for (const e of events) {
    const own = horizons.get(e.tenantId) ?? nowhere;
    const at = e.data.timestamp;
    const isOlderThan = (which: "archiveBefore" | "dropBefore") => e.position <= ofAll.upTo && at < Math.max(ofAll[which], own[which]);
    if (isOlderThan("dropBefore")) continue;
    sorted[isOlderThan("archiveBefore") ? "events_archive" : "events"].push(e);
  }
  return sorted;
};
