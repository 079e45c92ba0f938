import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findNats, startNats } from "@marketing/local/natsServer";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { urlAs, withDatabase } from "@marketing/local/roleUrls";
import { Redis } from "ioredis";
import pg from "pg";
import { template, testServers } from "./testServers.ts";

export interface TestDatabase {
  readonly name: string;
  /** As a superuser. */
  readonly adminUrl: string;
  /** As the role of the service's gRPC handlers: row level security applies. */
  apiUrl(service: string): string;
  /** As the role of its projections, relay and jobs. */
  workerUrl(service: string): string;
  drop(): Promise<void>;
}

const administer = async (adminUrl: string, ...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

let made = 0;

/**
 * A database of the test's own with every service's schema, copied from the template. Rejects when the migrations of one of
 * `services` (all by default) failed. `empty`: nothing in it, not even the extensions.
 */
export const createTestDatabase = async (
  options: { readonly services?: readonly string[]; readonly empty?: boolean } = {},
): Promise<TestDatabase> => {
  const { adminUrl, rolePassword, failedMigrations } = await testServers();
  if (!options.empty)
    for (const [service, why] of Object.entries(failedMigrations))
      if (!options.services || options.services.includes(service)) throw new Error(`migrations of ${service} failed: ${why}`);
  made += 1;
  const name = `test_${process.pid}_${process.env.VITEST_POOL_ID ?? 0}_${made}_${Date.now().toString(36)}`;
  // What ALTER DATABASE set on the template is not copied.
  const path = `ALTER DATABASE ${name} SET search_path = identity, tracking, campaign, lead, content, public`;
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${options.empty ? "template0" : template} STRATEGY file_copy`, path);
  if (!options.empty)
    await administer(
      adminUrl,
      `DO $$ DECLARE r text; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_owner' LOOP EXECUTE format('GRANT CREATE ON DATABASE ${name} TO %I', r); END LOOP; END $$`,
    );
  const here = withDatabase(adminUrl, name);
  return {
    name,
    adminUrl: here,
    apiUrl: (service) => urlAs(here, `${service}_api`, rolePassword),
    workerUrl: (service) => urlAs(here, `${service}_worker`, rolePassword),
    drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

export interface TestRedis {
  /** Names a logical database of the test's own. */
  readonly url: string;
  release(): Promise<void>;
}

/** An empty logical database of the run's Redis. */
export const testRedis = async (): Promise<TestRedis> => {
  const { redisUrl } = await testServers();
  const work = async <A>(database: number, run: (client: Redis) => Promise<A>): Promise<A> => {
    const client = new Redis(redisUrl, { db: database });
    try {
      return await run(client);
    } finally {
      client.disconnect();
    }
  };
  const database = 1 + ((await work(0, (client) => client.incr("databases"))) % 1023);
  await work(database, (client) => client.flushdb());
  return {
    url: `${redisUrl}/${database}`,
    release: async () => {
      await work(database, (client) => client.flushdb());
    },
  };
};

export interface TestNats {
  readonly url: string;
  /** Ends it in good order; what is on disk stays for `start`. */
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Again, on the same port and data. */
  start(): Promise<void>;
  /** Ends it and forgets its data. */
  release(): Promise<void>;
}

/** A NATS server of the test's own with JetStream on file: JetStream streams and durables need no names of their own. 50 ms. */
export const testNats = async (): Promise<TestNats> => {
  const file = findNats();
  if (!file) throw new Error("the tests need nats-server on this machine");
  const dataDir = mkdtempSync(join((await testServers()).directory, "nats-"));
  mkdirSync(join(dataDir, "logs"));
  const port = await freePort();
  const run = () => startNats(file, { dataDir, port, password: "", progress: silent, throwaway: true });
  let server = await run();
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.process?.alive()) process.kill(server.process.pid, signal);
    await server.process?.exited;
  };
  return {
    url: server.url,
    stop: () => stop("SIGTERM"),
    kill: () => stop("SIGKILL"),
    start: async () => {
      server = await run();
    },
    release: async () => {
      await stop("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** The run's shared NATS server, for tests that name their JetStream streams themselves. */
export const sharedNatsUrl = async (): Promise<string> => (await testServers()).natsUrl;
