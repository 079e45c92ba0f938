import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { nobody } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";
import { holdLease } from "../subscription/lease.ts";
import type { Source } from "../subscription/source.ts";
import type { PublicEvent } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { consumerRecord } from "./consumerRecord.ts";
import { type Relay, startRelay } from "./relay.ts";
import { fillAsRequested, relayName as name, type RelayAside, relayAside } from "./relayAside.ts";
import type { StreamOptions } from "./stream.ts";

export interface RelayContext {
  readonly pool: Pool;
  readonly nc: NatsConnection;
  readonly service: string;
  readonly source: Source;
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly stream?: Omit<StreamOptions, "service">;
  readonly owner: string;
  readonly logger: Logger;
  readonly leaseTtlMs?: number;
  /** Messages in flight; default 1,000. */
  readonly window?: number;
  readonly ackTimeoutMs?: number;
}

/**
 * Runs the relay in one of all replicas, by lease. An event that cannot be published is parked, and the later events of its stream wait
 * behind it.
 */
export const runRelay = (context: RelayContext): { stop(): Promise<void> } => {
  const { pool, logger } = context;
  /** What operators decide about parked events is heard within a second or two. */
  const heed = async (aside: RelayAside, relay: Relay): Promise<void> => {
    const over = new AbortController();
    void relay.done.then(() => over.abort());
    while (!over.signal.aborted) {
      const heard = aside.refresh().then(() => fillAsRequested(pool, relay.fill));
      await heard.catch((error: Error) => logger.warn("the relay does not know what operators decided", { error }));
      await sleep(defaults.relay.heedEveryMs, over.signal);
    }
  };
  return holdLease({
    pool,
    subscription: name,
    generation: () => Promise.resolve(1),
    source: "log",
    owner: context.owner,
    logger,
    leaseTtlMs: context.leaseTtlMs,
    work: async (lease) => {
      await pool.query("INSERT INTO projections (name, version) VALUES ($1, 1) ON CONFLICT DO NOTHING", [name]);
      const aside = await relayAside(pool, context.publish);
      const relay = startRelay({
        nc: context.nc,
        service: context.service,
        source: context.source,
        logger,
        signal: lease.signal,
        ...(context.stream ? { stream: context.stream } : {}),
        ...(context.window === undefined ? {} : { window: context.window }),
        ...(context.ackTimeoutMs === undefined ? {} : { ackTimeoutMs: context.ackTimeoutMs }),
        checkpoint: {
          load: async () =>
            (await pool.query("SELECT token FROM checkpoints WHERE subscription = $1 AND generation = 1", [name])).rows[0]?.token ?? null,
          save: async (token) => {
            await pool.query("UPDATE checkpoints SET token = $3 WHERE subscription = $1 AND generation = 1 AND fence = $2", [
              name,
              lease.fence,
              token,
            ]);
          },
        },
        consumers: consumerRecord(pool, lease),
        publish: aside.publish,
        onPoison: aside.keep,
        onForeign: async ({ sequence, subject, headers, payload, why }) => {
          await pool.query(
            "INSERT INTO dead_letters (reaction, event_id, tenant_id, event, error, attempts) VALUES ($1, gen_random_uuid(), $2, $3, $4, 0)",
            [name, nobody, JSON.stringify({ sequence, subject, headers, payload: Buffer.from(payload).toString("base64") }), why],
          );
        },
      });
      const report = async (): Promise<void> => {
        const s = relay.status();
        await pool.query(
          `UPDATE checkpoints SET position = $3::bigint, head = greatest($4::bigint, $3::bigint), error = $5, updated_at = clock_timestamp(),
             error_since = CASE WHEN $5::text IS NOT NULL THEN coalesce(error_since, clock_timestamp()) END,
             progressed_at = CASE WHEN position <> $3::bigint THEN clock_timestamp() ELSE progressed_at END,
             caught_up_at = CASE WHEN $3::bigint >= $4::bigint THEN clock_timestamp() ELSE caught_up_at END
           WHERE subscription = $1 AND generation = 1 AND fence = $2`,
          [name, lease.fence, s.position, s.head, s.lastError],
        );
      };
      const timer = setInterval(() => void report().catch(() => undefined), defaults.relay.reportEveryMs);
      const heeding = heed(aside, relay);
      await relay.done;
      clearInterval(timer);
      await heeding;
      await report().catch(() => undefined);
      if (!lease.signal.aborted) {
        logger.error("the relay has stopped; trying again", { error: relay.status().lastError });
        await sleep(defaults.relay.haltedMs, lease.signal);
      }
    },
  });
};
