import { transaction } from "../postgres/pool.ts";
import { countParked, filterSql, filterValues, type ParkedFilter, parkedEvents } from "./parking.ts";
import { requestRebuild } from "./rebuilds.ts";
import { liveGeneration, type Subscription, type SubscriptionContext } from "./runner.ts";

export interface Replayed {
  readonly replayed: number;
  readonly remaining: number;
  /** Why the first of the streams that remain parked could not be replayed. */
  readonly error: string;
}

/**
 * Applies the parked events of a view in order. A stream whose event still fails remains parked from that event on. The checkpoint is locked
 * meanwhile, so the runner cannot apply later events first. A Redis view has no such transaction and is rebuilt instead.
 */
export const replayParked = async (context: SubscriptionContext, { view }: Subscription, filter: ParkedFilter): Promise<Replayed> => {
  const { pool } = context;
  const remaining = () => countParked(pool, view.name);
  if (view.kind === "redis") {
    const replayed = await transaction(pool, async (client) => {
      const { rows } = await client.query(
        `DELETE FROM parked_events WHERE ${filterSql} RETURNING position`,
        filterValues(view.name, filter),
      );
      if (rows.length > 0) await requestRebuild(client, view.name, "rebuild");
      return rows.length;
    });
    return { replayed, remaining: await remaining(), error: "" };
  }

  const generation = await liveGeneration(pool, view);
  const failed = new Set<string>();
  let replayed = 0;
  let failure = "";
  for await (const event of parkedEvents(pool, view.name, filter)) {
    const stream = `${event.tenantId} ${event.streamId}`;
    if (failed.has(stream)) continue;
    try {
      await transaction(pool, async (client) => {
        await client.query("SELECT 1 FROM checkpoints WHERE subscription = $1 AND generation = $2 FOR UPDATE", [view.name, generation]);
        await view.apply(client, [event]);
        await client.query("DELETE FROM parked_events WHERE subscription = $1 AND position = $2", [view.name, event.position]);
      });
      replayed++;
    } catch (error) {
      const { message } = error as Error;
      failed.add(stream);
      if (!failure) failure = `${event.streamId} at position ${event.position}: ${message}`;
      await pool.query("UPDATE parked_events SET attempts = attempts + 1, error = $3 WHERE subscription = $1 AND position = $2", [
        view.name,
        event.position,
        message,
      ]);
    }
  }
  return { replayed, remaining: await remaining(), error: failure };
};
