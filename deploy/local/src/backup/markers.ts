import pg from "pg";
import { asAdministrator } from "./backups.ts";

/** How much of a service's log there is up to a position below which nothing can appear any more. */
export interface LogDigest {
  readonly service: string;
  readonly head: number;
  readonly events: number;
  /** Of the content of every event, whatever their order. */
  readonly digest: string;
}

/** A row that says when it was written, and what the logs held by then. */
export interface Marker {
  readonly number: number;
  readonly at: Date;
  readonly logs: readonly LogDigest[];
}

const table = "public.drill_markers";

const servicesOf = async (client: pg.Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ schema: string }>(
    "SELECT schemaname AS schema FROM pg_tables WHERE tablename = 'event_log' ORDER BY 1",
  );
  return rows.map(({ schema }) => schema);
};

/** Of the events in (from, head]; the head is the log's own where none is given. */
const digestOf = async (client: pg.Client, service: string, from: number, given?: number): Promise<LogDigest> => {
  const head = given ?? Number((await client.query(`SELECT ${service}.high_water() AS head`)).rows[0].head);
  const { rows } = await client.query<{ events: string; digest: string }>(
    `SELECT count(*)::text AS events, coalesce(sum(hashtextextended(concat_ws(' ', position, tenant_id, stream_id, version, event_id, type, data, metadata), 0)), 0)::text AS digest
     FROM ${service}.event_log WHERE position > $1 AND position <= $2`,
    [from, head],
  );
  return { service, head, events: Number(rows[0]!.events), digest: rows[0]!.digest };
};

const digests = async (client: pg.Client, from: readonly LogDigest[]): Promise<LogDigest[]> => {
  const found: LogDigest[] = [];
  for (const service of await servicesOf(client))
    found.push(await digestOf(client, service, from.find((one) => one.service === service)?.head ?? 0));
  return found;
};

export interface Markers {
  /** What the logs held when it began. */
  readonly before: readonly LogDigest[];
  /** Those that PostgreSQL has acknowledged, the oldest first. */
  readonly written: readonly Marker[];
  stop(): Promise<void>;
}

/** Writes a marker now and every `everyMs`, until it is stopped or the server is gone. */
export const startMarkers = async (url: string, everyMs: number): Promise<Markers> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined); // the server is going to be killed
  await client.connect();
  await client.query(`DROP TABLE IF EXISTS ${table}`);
  await client.query(`CREATE TABLE ${table} (number int PRIMARY KEY, at timestamptz NOT NULL, logs jsonb NOT NULL)`);
  const before = await digests(client, []);
  const written: Marker[] = [];
  const write = async (): Promise<void> => {
    const logs = await digests(client, before);
    const marker = { number: written.length + 1, at: new Date(), logs };
    await client.query(`INSERT INTO ${table} VALUES ($1, $2, $3)`, [marker.number, marker.at, JSON.stringify(logs)]);
    written.push(marker);
  };
  await write();
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      if (!stopped) await write();
    }
  })().catch(() => undefined);
  return {
    before,
    written,
    stop: async () => {
      stopped = true;
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      await client.end().catch(() => undefined);
    },
  };
};

export const forgetMarkers = (url: string): Promise<unknown> =>
  asAdministrator(url, (client) => client.query(`DROP TABLE IF EXISTS ${table}`));

export interface Found {
  /** Undefined where none came back. */
  readonly newest: Marker | undefined;
  /** Logs that do not hold what they held when the newest marker was written. */
  readonly different: readonly string[];
  /** Events compared. */
  readonly events: number;
}

/** Reads the newest marker that came back, and compares the logs with what they held when it was written. */
export const readMarkers = (url: string, before: readonly LogDigest[]): Promise<Found> =>
  asAdministrator(url, async (client) => {
    const { rows } = await client
      .query<Marker>(`SELECT number, at, logs FROM ${table} ORDER BY number DESC LIMIT 1`)
      .catch((error: { code?: string }) => {
        if (error.code === "42P01") return { rows: [] }; // not even the table came back
        throw error;
      });
    const newest = rows[0];
    const different: string[] = [];
    let events = 0;
    const compare = async (expected: LogDigest, from: number): Promise<void> => {
      const found = await digestOf(client, expected.service, from, expected.head);
      events += found.events;
      if (found.events !== expected.events || found.digest !== expected.digest)
        different.push(`${expected.service}: ${found.events} events up to ${expected.head}, ${expected.events} before`);
    };
    for (const expected of before) await compare(expected, 0);
    for (const expected of newest?.logs ?? [])
      await compare(expected, before.find(({ service }) => service === expected.service)?.head ?? 0);
    return { newest, different, events };
  });
