import { decodeCloudEvent, positionOf } from "@marketing/shared/bus/cloudEvent";
import type { NatsConnection } from "@marketing/shared/bus/connection";
import { subjectOf } from "@marketing/shared/bus/subject";
import { walkStream } from "@marketing/shared/bus/walk";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { readTracked, type Tracked, trackedType } from "../activity/tracked.ts";
import { addCounts, counts, type MeterRow, meterOfRow, Tally } from "./meters.ts";
import type { Meter } from "./rule.ts";

const page = 5_000;

/** What a meter counts of the past: tracking's events as its JetStream stream holds them, in order, up to `until` of tracking's log. */
export async function* past(
  nc: NatsConnection,
  tenantId: string,
  meter: Meter,
  until: number,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly position: number; readonly event: Tracked }> {
  let last = 0;
  const subject = subjectOf("tracking", "event", meter.eventName, tenantId);
  for await (const message of walkStream(nc, "TRACKING", { subject, headersOnly: false, ...(signal ? { signal } : {}) })) {
    const position = positionOf(message.headers);
    if (position === null || position <= last) continue; // the relay may have told it twice
    if (position > until) return;
    last = position;
    const recorded = decodeCloudEvent(message.headers, message.data);
    if (recorded.type !== trackedType) continue;
    const event = readTracked(recorded);
    if (counts(meter, event)) yield { position, event };
  }
}

/** Counts what was before the meter was there; page by page, so that a new runner goes on where the last one stopped. */
const backfill = async (pool: Pool, nc: NatsConnection, row: MeterRow, signal: AbortSignal): Promise<void> => {
  const meter = meterOfRow(row);
  let from = row.counted_to;
  let tally = new Tally();
  let [pending, at] = [0, from];
  const write = (done: boolean): Promise<void> =>
    transaction(pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE segment_meters SET counted_to = $4, backfilled = $5 WHERE tenant_id = $1 AND meter_id = $2 AND counted_to = $3 AND NOT backfilled`,
        [row.tenant_id, row.meter_id, from, at, done],
      );
      if (rowCount !== 1) throw new Error("the meter is gone, or somebody else counts");
      await addCounts(client, row.tenant_id, tally);
    });
  for await (const { position, event } of past(nc, row.tenant_id, meter, row.live_from, signal)) {
    if (position <= row.counted_to) continue;
    tally.add(meter, event.userId, event.at);
    at = position;
    if (++pending < page) continue;
    await write(false);
    [from, tally, pending] = [at, new Tally(), 0];
  }
  if (!signal.aborted) await write(true);
};

/** The bus holds a month of events by default; what is older than that is not counted. */
export const backfillJob = (pool: Pool, nc: NatsConnection): Job => ({
  name: "segment_backfill",
  everyMs: 500,
  async run(lease) {
    const { rows } = await pool.query<MeterRow>({
      name: "segment_backfills",
      text: "SELECT * FROM segment_meters WHERE NOT backfilled ORDER BY tenant_id, meter_id LIMIT 10",
      values: [],
    });
    for (const row of rows) if (!lease.signal.aborted) await backfill(pool, nc, row, lease.signal);
  },
});
