import { finished } from "node:stream/promises";
import { userIdOf } from "@marketing/protos/ids";
import { uuidv7 } from "@marketing/shared/base/ids";
import { jsonbArray, plainArray, textArray } from "@marketing/shared/log/arrays";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { Redis } from "ioredis";
import { connect, headers } from "nats";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CreateContender } from "../contender.ts";
import { type EventInput, eventInput } from "../eventInput.ts";
import { metadata, tenantId } from "../events.ts";
import { inBatches, inParallel, percentiles } from "../load.ts";

const insertLog = `INSERT INTO tracking.naive_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata)
  SELECT nextval('tracking.log_position'), x.t, x.s, 1, x.i, 'event_tracked', 1, x.d, x.m FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[], $5::jsonb[]) x(t, s, i, d, m) RETURNING position`;
const copyEvents = `COPY tracking.events (tenant_id, event_id, user_id, event_name, properties, timestamp, session_id, ip_address, user_agent, external_id, message_id,
  original_timestamp, received_at, channel) FROM STDIN`;
const upsertUsers = `INSERT INTO identity.users (tenant_id, user_id, created_at, last_seen, external_id)
  SELECT $1, x.u, '2026-01-01Z', x.s, x.e FROM unnest($2::uuid[], $3::timestamptz[], $4::text[]) x(u, s, e)
  ON CONFLICT (tenant_id, user_id, created_at) DO UPDATE SET last_seen = greatest(users.last_seen, excluded.last_seen)`;

/**
 * What a script would do with the same events and the same tables: for each batch a multi-row insert into the log, a COPY into `events`
 * with all its indexes, a `js.publish` an event (256 in flight), a Redis pipeline, an upsert of the users, each waiting for the one before. Every
 * statement is set-based and prepared. There is no gRPC, no validation, no receipt, no session, no order on the bus, and a
 * crash between two of the writes leaves them different for ever.
 */
export const create: CreateContender = async ({ databaseUrl, redisUrl, natsUrl }) => {
  for (const service of ["identity", "tracking"]) await migrateUp({ adminUrl: databaseUrl, service });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`CREATE TABLE tracking.naive_log (LIKE tracking.event_log INCLUDING DEFAULTS INCLUDING INDEXES) PARTITION BY RANGE (position);
    CREATE TABLE tracking.naive_log_p0 PARTITION OF tracking.naive_log FOR VALUES FROM (0) TO (1000000000)`);
  await client.query(
    `SET ROLE tracking_owner; SET search_path = tracking; SELECT ensure_event_month(now() - i * interval '1 month') FROM generate_series(0, 2) i; RESET ROLE`,
  );
  await client.query(
    "SET ROLE identity_owner; SET search_path = identity; SELECT ensure_users_partition(2026); RESET ROLE; SET search_path = public",
  );
  const redis = new Redis(redisUrl);
  const nc = await connect({ servers: natsUrl });
  const jsm = await nc.jetstreamManager();
  const stream = "NAIVE";
  await jsm.streams.add({ name: stream, subjects: ["naive.>"] });
  const js = nc.jetstream();
  let batches: EventInput[][] = [];
  let number = 0;
  let total = 0;

  const store = async (batch: ReadonlyArray<EventInput>): Promise<void> => {
    const received = new Date().toISOString();
    const meta = JSON.stringify(metadata);
    const data = batch.map((e) => ({
      ...e,
      externalId: e.userId,
      userId: userIdOf(tenantId, e.userId),
      properties: JSON.parse(e.properties),
      receivedAt: received,
    }));
    const { rows } = await client.query<{ position: string }>({
      name: "log",
      text: insertLog,
      values: [
        plainArray(data.map(() => tenantId)),
        textArray(data.map((d) => `visitor-${d.userId}`)),
        plainArray(data.map(() => uuidv7())),
        jsonbArray(data.map((d) => JSON.stringify(d))),
        jsonbArray(data.map(() => meta)),
      ],
    });
    let lines = "";
    for (let i = 0; i < data.length; i++) {
      const d = data[i]!;
      lines += `${tenantId}\t${rows[i]!.position}\t${d.userId}\t${d.eventName}\t${JSON.stringify(d.properties)}\t${d.timestamp}\t${d.sessionId}\t${d.ipAddress}\t${d.userAgent}\t${d.externalId}\t${d.messageId}\t${d.timestamp}\t${received}\t${d.channel}\n`;
    }
    const copy = client.query(copyFrom(copyEvents));
    copy.end(lines);
    await finished(copy);
    await inParallel(data, 256, async (d) => {
      const h = headers();
      h.set("ce-id", d.messageId);
      h.set("ce-type", "marketing.tracking.v1.EventTracked");
      h.set("ce-source", "/marketing/tracking");
      h.set("ce-specversion", "1.0");
      h.set("ce-tenantid", tenantId);
      h.set("ce-time", received);
      h.set("traceparent", metadata.traceparent);
      await js.publish(`naive.v1.event.${d.eventName}`, JSON.stringify(d), { msgID: d.messageId, headers: h });
    });
    const pipeline = redis.pipeline();
    for (const d of data) {
      const buffer = `naive:{${tenantId}}:event_buffer:${d.userId}`;
      pipeline.lpush(buffer, JSON.stringify({ event: d.eventName, timestamp: d.timestamp, properties: d.properties }));
      pipeline.ltrim(buffer, 0, 99);
      pipeline.expire(buffer, 2_592_000);
      pipeline.pfadd(`naive:{${tenantId}}:unique_users:${d.timestamp.slice(0, 10)}`, d.userId);
      pipeline.hset(`naive:{${tenantId}}:user_profile:${d.userId}`, "last_event_time", d.timestamp);
    }
    await pipeline.exec();
    const people = [...new Map(data.map((d) => [d.userId, d])).values()];
    await client.query({
      name: "users",
      text: upsertUsers,
      values: [
        tenantId,
        plainArray(people.map((d) => d.userId)),
        plainArray(people.map((d) => d.timestamp)),
        textArray(people.map((d) => d.externalId)),
      ],
    });
  };

  return {
    prepare: async ({ events = 20_000, batch = 500, people = 5_000 }) => {
      batches = inBatches(events, batch, () => eventInput(number++, people));
      total += events;
    },
    run: async () => {
      const latencies: number[] = [];
      const start = performance.now();
      for (const batch of batches) {
        const before = performance.now();
        await store(batch);
        latencies.push(performance.now() - before);
      }
      return {
        count: batches.reduce((n, b) => n + b.length, 0),
        seconds: (performance.now() - start) / 1_000,
        latency: percentiles(latencies),
      };
    },
    check: async () => {
      const { rows } = await client.query<{ log: number; events: number }>(
        "SELECT (SELECT count(*)::int FROM tracking.naive_log) AS log, (SELECT count(*)::int FROM tracking.events) AS events",
      );
      const { log, events } = rows[0]!;
      const { state } = await jsm.streams.info(stream);
      return log === total && events === total && state.messages === total
        ? []
        : [`${total} given, ${log} in the log, ${events} in events, ${state.messages} on the bus`];
    },
    close: async () => {
      await nc.close();
      redis.disconnect();
      await client.end();
    },
  };
};
