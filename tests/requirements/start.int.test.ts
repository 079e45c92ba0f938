import { createServer, connect as dial, type Server } from "node:net";
import { services } from "@marketing/local/serviceList";
import { Pinecone } from "@pinecone-database/pinecone";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
  type TestNats,
  type TestRedis,
  testNats,
  testRedis,
  testVectors,
} from "../support/servers.ts";
import { type ServiceStores, serviceEnv, startService } from "../support/services.ts";

// What no service starts on, and where none of them gets to. Real programs on real servers; an old PostgreSQL is a new one whose
// version is changed on the wire.

let database: TestDatabase;
let redis: TestRedis;
let nats: TestNats;
let admin: pg.Client;
let old: Server;
beforeAll(async () => {
  [database, redis, nats] = await Promise.all([createTestDatabase(), testRedis(), testNats()]);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  const { hostname, port } = new URL(database.adminUrl);
  old = createServer((client) => {
    const server = dial(Number(port), hostname);
    client.pipe(server);
    server.on("data", (bytes) => client.write(Buffer.from(bytes.toString("latin1").replaceAll(rows[0]!.version, "140013"), "latin1")));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on("error", () => undefined).on("close", () => other.destroy());
  });
  await new Promise<void>((listening) => old.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  old?.close();
  await admin?.end();
  await Promise.all([database?.drop(), redis?.release(), nats?.release()]);
});

const stores = (): ServiceStores => ({ database, redisUrl: redis.url, natsUrl: nats.url, directoryAddress: "127.0.0.1:9" });
/** Starts it, and gives what it said and its exit code; it must not come to serve. */
const endOf = async (service: string, on: ServiceStores): Promise<{ code: number | null; said: string }> => {
  const started = await startService(service, serviceEnv(service, on));
  const said = await started.ready().then(
    () => "it serves",
    (error: Error) => error.message,
  );
  return { code: await started.stop(), said };
};

describe("a service does not start", () => {
  it.each(services())("on PostgreSQL 14, and says so: %s", async (service) => {
    const { port } = old.address() as { port: number };
    const moved = (url: string) => Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href;
    const apiUrl = (of: string) => moved(database.apiUrl(of));
    const workerUrl = (of: string) => moved(database.workerUrl(of));
    const { code, said } = await endOf(service, { ...stores(), database: { ...database, apiUrl, workerUrl } });
    expect([code, said]).toEqual([1, expect.stringContaining("PostgreSQL 15 or newer is needed")]);
  });

  it.each([
    ["identity", "user-behavior-patterns", 3_072, "cosine"],
    ["content", "marketing-knowledge", 1_536, "dotproduct"],
    ["campaign", "campaign-history", 8, "euclidean"],
  ] as const)(
    "on an index that is not as it has to be, and says so: %s on %s of %i dimensions and %s",
    async (service, name, dimension, metric) => {
      const vectors = await testVectors();
      await new Pinecone({ apiKey: vectors.apiKey, controllerHostUrl: vectors.url }).indexes.create({
        name,
        schema: { fields: { _values: { type: "dense_vector", dimension, metric } } },
        deployment: { deploymentType: "managed", cloud: "aws", region: "us-east-1" },
      });
      const { code, said } = await endOf(service, { ...stores(), database: { ...database, vectors: vectors.env } });
      await vectors.release();
      const why = `${name} has ${dimension} dimensions and the metric ${metric}; it has to have 1536 and cosine`;
      expect([code, said]).toEqual([1, expect.stringContaining(why)]);
    },
  );
});

it.each(services())("no role of another service has anything of %s's: no schema, table, sequence or function", async (service) => {
  const { rows } = await admin.query<{ may: string }>(
    `WITH theirs AS (SELECT r.oid, r.rolname FROM pg_roles r WHERE r.rolname = ANY ($2))
     SELECT format('%s %s', rolname, what) AS may FROM theirs, LATERAL (
       SELECT 'uses schema ' || n.nspname AS what FROM pg_namespace n WHERE n.nspname = $1 AND has_schema_privilege(theirs.oid, n.oid, 'USAGE, CREATE')
       UNION ALL SELECT 'has ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm')
           AND (has_table_privilege(theirs.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(theirs.oid, c.oid, 'SELECT, INSERT, UPDATE'))
       UNION ALL SELECT 'counts ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(theirs.oid, c.oid, 'USAGE, SELECT, UPDATE') END
       UNION ALL SELECT 'calls ' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = $1 AND has_function_privilege(theirs.oid, p.oid, 'EXECUTE')
       UNION ALL SELECT 'is ' || o.rolname FROM pg_roles o WHERE o.rolname ~ ('^' || $1 || '_') AND pg_has_role(theirs.oid, o.oid, 'MEMBER')) AS all_of_it`,
    [service, services().flatMap((other) => (other === service ? [] : ["api", "worker", "owner"].map((role) => `${other}_${role}`)))],
  );
  expect(rows.map(({ may }) => may)).toEqual([]);
});
