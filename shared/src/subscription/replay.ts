import { transaction } from "../postgres/pool.ts";
import { countParked, readParked } from "./parking.ts";
import { requestRebuild } from "./rebuilds.ts";
import { liveGeneration, type Subscription, type SubscriptionContext } from "./runner.ts";

export interface Replayed {
  readonly replayed: number;
  readonly remaining: number;
  /** Why the first of the streams that remain parked could not be replayed. */
  readonly error: string;
}

/**
 * Applies the parked events of a view in order, stream by stream. A stream whose event still fails remains parked from that event on. The
 * checkpoint is locked meanwhile, so the runner cannot apply later events first. A Redis view has no such transaction and is rebuilt
 * instead.
 */
export const replayParked = async (
  context: SubscriptionContext,
  { view }: Subscription,
  filter: { readonly tenantId?: string; readonly streamId?: string },
): Promise<Replayed> => {
  const { pool } = context;
  const matching = (e: { tenantId: string; streamId: string }): boolean =>
    (!filter.streamId || e.streamId === filter.streamId) && (!filter.tenantId || e.tenantId === filter.tenantId);
  const parked = (await readParked(pool, view.name)).map((p) => p.event).filter(matching);
  const remaining = () => countParked(pool, view.name);
  if (parked.length === 0) return { replayed: 0, remaining: await remaining(), error: "" };

  if (view.kind === "redis") {
    await pool.query("DELETE FROM parked_events WHERE subscription = $1 AND position = ANY ($2)", [
      view.name,
      parked.map((e) => e.position),
    ]);
    await requestRebuild(pool, view.name, "rebuild");
    return { replayed: parked.length, remaining: await remaining(), error: "" };
  }

  const generation = await liveGeneration(pool, view);
  let replayed = 0;
  let failure = "";
  for (const events of Map.groupBy(parked, (e) => `${e.tenantId} ${e.streamId}`).values()) {
    for (const event of events) {
      try {
        await transaction(pool, async (client) => {
          await client.query("SELECT 1 FROM checkpoints WHERE subscription = $1 AND generation = $2 FOR UPDATE", [view.name, generation]);
          await view.apply(client, [event]);
          await client.query("DELETE FROM parked_events WHERE subscription = $1 AND position = $2", [view.name, event.position]);
        });
        replayed++;
      } catch (error) {
        const { message } = error as Error;
        if (!failure) failure = `${event.streamId} at position ${event.position}: ${message}`;
        await pool.query("UPDATE parked_events SET attempts = attempts + 1, error = $3 WHERE subscription = $1 AND position = $2", [
          view.name,
          event.position,
          message,
        ]);
        break;
      }
    }
  }
  return { replayed, remaining: await remaining(), error: failure };
};
