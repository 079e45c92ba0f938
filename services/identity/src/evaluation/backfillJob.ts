import type { NatsConnection } from "@marketing/shared/bus/connection";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import { eachAlone, type Job } from "@marketing/shared/service/jobs";
import { addCounts, type CounterRow, counterOfRow } from "./counterRows.ts";
import { CountBatch } from "./counters.ts";
import { trackedHistory } from "./trackedHistory.ts";

const page = 5_000;

/** Counts what was before the counter was there; page by page, so that a new runner goes on where the last one stopped. */
const backfill = async (pool: Pool, nc: NatsConnection, row: CounterRow, signal: AbortSignal): Promise<void> => {
  const counter = counterOfRow(row);
  let from = row.counted_to;
  let counted = new CountBatch();
  let [pending, at] = [0, from];
  const write = (done: boolean): Promise<void> =>
    transaction(pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE segment_meters SET counted_to = $4, backfilled = $5 WHERE tenant_id = $1 AND meter_id = $2 AND counted_to = $3 AND NOT backfilled`,
        [row.tenant_id, row.meter_id, from, at, done],
      );
      if (rowCount !== 1) throw new Error("the counter is gone, or somebody else counts");
      await addCounts(client, row.tenant_id, counted);
    });
  for await (const { position, event } of trackedHistory(nc, row.tenant_id, counter, row.live_from, signal)) {
    if (position <= row.counted_to) continue;
    counted.add(counter, event.userId, event.at);
    at = position;
    if (++pending < page) continue;
    await write(false);
    [from, counted, pending] = [at, new CountBatch(), 0];
  }
  if (!signal.aborted) await write(true);
};

/** One of each tenant, and tenants by chance: none waits for all that another has to count. The bus holds a month of events by default; what is older than that is not counted. */
export const backfillJob = (pool: Pool, nc: NatsConnection): Job => ({
  name: "segment_backfill",
  everyMs: 500,
  async run(lease) {
    const { rows } = await pool.query<CounterRow>({
      name: "segment_backfills",
      text: "SELECT * FROM (SELECT DISTINCT ON (tenant_id) * FROM segment_meters WHERE NOT backfilled ORDER BY tenant_id, meter_id) first ORDER BY random() LIMIT 10",
      values: [],
    });
    await eachAlone(rows, async (row) => {
      if (!lease.signal.aborted) await backfill(pool, nc, row, lease.signal);
    });
  },
});
