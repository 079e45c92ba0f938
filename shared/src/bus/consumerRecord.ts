import type { Pool } from "../postgres/pool.ts";
import type { ConsumerConfig } from "./consumers.ts";

/** A durable consumer as it was last seen. */
export interface KnownConsumer {
  readonly name: string;
  readonly config: ConsumerConfig;
  /** When the JetStream stream was created on which it was seen. */
  readonly created: string;
  /** It had acknowledged everything up to here in the log. */
  readonly position: number;
}

/** Where a relay stores what it knows of the durable consumers of its JetStream stream. */
export interface ConsumerRecord {
  load(): Promise<ReadonlyArray<KnownConsumer>>;
  /** In place of what was known of these. */
  keep(consumers: ReadonlyArray<KnownConsumer>): Promise<void>;
  forget(name: string): Promise<void>;
}

/** In the service's database, written by nobody but the holder of the relay's lease. */
export const consumerRecord = (pool: Pool, lease: { readonly subscription: string; readonly fence: number }): ConsumerRecord => {
  const held = "EXISTS (SELECT FROM checkpoints WHERE subscription = $2 AND generation = 1 AND fence = $3)";
  return {
    load: async () => {
      const sql = `SELECT name, config, stream_created AS created, position::float8 AS position FROM bus_consumers ORDER BY name`;
      return (await pool.query<KnownConsumer>(sql)).rows;
    },
    keep: async (consumers) => {
      const { rowCount } = await pool.query(
        `INSERT INTO bus_consumers (name, config, stream_created, position)
         SELECT name, config, created, position FROM jsonb_to_recordset($1::jsonb) AS c(name text, config jsonb, created text, position bigint)
         WHERE ${held}
         ON CONFLICT (name) DO UPDATE
         SET config = excluded.config, stream_created = excluded.stream_created, position = excluded.position`,
        [JSON.stringify(consumers), lease.subscription, lease.fence],
      );
      if (rowCount !== consumers.length) throw new Error("the lease is another's");
    },
    forget: async (name) => {
      await pool.query(`DELETE FROM bus_consumers WHERE name = $1 AND ${held}`, [name, lease.subscription, lease.fence]);
    },
  };
};
