import type { RecordedEvent } from "../base/event.ts";
import { type Pool, type PoolClient, transaction } from "../postgres/pool.ts";
import { countParked, type ParkedFilter, park, parkedEvents, readAside } from "../subscription/parking.ts";
import { requestRebuild } from "../subscription/rebuilds.ts";
import type { Replayed } from "../subscription/replay.ts";
import type { PublicEvent } from "./cloudEvent.ts";

/** The name that the relay's checkpoint, parked events and requests stand under. */
export const relayName = "relay";

type Publish = (event: RecordedEvent) => PublicEvent | null;

/** Waits behind a parked event of its stream; nothing is wrong with the event itself. */
export class WaitsBehind extends Error {}

/** What the relay leaves out, as it stood when it was read. */
export interface RelayAside {
  /** Public form of an event; null also of one that was given up. Throws WaitsBehind. */
  readonly publish: Publish;
  /** Reads it anew. */
  refresh(): Promise<void>;
  /** Parks an event that cannot be published, unless an operator decided otherwise meanwhile: then it is to be tried again. */
  keep(event: RecordedEvent, error: Error): Promise<"skip" | "again">;
}

/** Operators' decisions hold the same lock. */
const lockCheckpoint = (client: PoolClient) => client.query("SELECT 1 FROM checkpoints WHERE subscription = $1 FOR UPDATE", [relayName]);

export const relayAside = async (pool: Pool, publish: Publish): Promise<RelayAside> => {
  let aside = await readAside(pool, relayName);
  return {
    publish: (event) => {
      const is = aside.of(event);
      if (is === "waits") throw new WaitsBehind("waits behind a parked event of its stream");
      return is === "discarded" ? null : publish(event);
    },
    refresh: async () => {
      aside = await readAside(pool, relayName);
    },
    keep: (event, error) =>
      transaction(pool, async (client) => {
        await lockCheckpoint(client);
        aside = await readAside(client, relayName);
        const is = aside.of(event);
        if (is === "discarded" || (is === "live" && error instanceof WaitsBehind)) return "again";
        await park(client, relayName, [event], is === "waits" ? undefined : { error: error.message, attempts: 1 });
        aside = await readAside(client, relayName);
        return "skip";
      }),
  };
};

/** What the bus is to hold, for whoever compares the two. */
export const publishedOf = async (pool: Pool, publish: Publish): Promise<Publish> => {
  const aside = await readAside(pool, relayName);
  return (event) => (aside.of(event) === "live" ? publish(event) : null);
};

/**
 * Lets the relay publish parked events that it can publish now: `assertPublishable` throws where it cannot. Their place lies behind what the bus
 * holds already, so it is filled anew. A stream whose event still cannot be published stays parked from that event on.
 */
export const replayUnpublished = async (
  pool: Pool,
  filter: ParkedFilter,
  assertPublishable: (event: RecordedEvent) => void,
): Promise<Replayed> => {
  const failed = new Set<string>();
  const [good, bad]: [number[], number[]] = [[], []];
  let failure = "";
  await transaction(pool, async (client) => {
    await lockCheckpoint(client);
    for await (const event of parkedEvents(client, relayName, filter)) {
      const stream = `${event.tenantId} ${event.streamId}`;
      if (failed.has(stream)) continue;
      try {
        assertPublishable(event);
        good.push(event.position);
      } catch (error) {
        const { message } = error as Error;
        failed.add(stream);
        failure ||= `${event.streamId} at position ${event.position}: ${message}`;
        bad.push(event.position);
      }
    }
    await client.query("UPDATE parked_events SET attempts = attempts + 1 WHERE subscription = $1 AND position = ANY ($2)", [
      relayName,
      bad,
    ]);
    await client.query("DELETE FROM parked_events WHERE subscription = $1 AND position = ANY ($2)", [relayName, good]);
    if (good.length > 0) await requestRebuild(client, relayName, "rebuild");
  });
  return { replayed: good.length, remaining: await countParked(pool, relayName), error: failure };
};

const requestedSql = "SELECT rebuild_id FROM rebuilds WHERE view = $1 AND state = 'requested'";
const doneSql = "UPDATE rebuilds SET state = 'done', updated_at = clock_timestamp() WHERE rebuild_id = ANY ($1)";

/** Carries out what `replayUnpublished` requested: `fill` resolves when the JetStream stream was made anew. */
export const fillAsRequested = async (pool: Pool, fill: () => Promise<void>): Promise<void> => {
  const ids = (await pool.query<{ rebuild_id: string }>(requestedSql, [relayName])).rows.map((r) => r.rebuild_id);
  if (ids.length === 0) return;
  await fill();
  await pool.query(doneSql, [ids]);
};
