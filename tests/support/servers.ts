import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { urlAs, withDatabase } from "@marketing/local/roleUrls";
import { startVectors } from "@marketing/local/vectorServer";
import { Redis } from "ioredis";
import pg from "pg";
import { startServer } from "./startServer.ts";
import { template, testServers } from "./testServers.ts";

export interface TestDatabase {
  readonly name: string;
  /** As a superuser. */
  readonly adminUrl: string;
  /** As the role of the service's gRPC handlers: row level security applies. */
  apiUrl(service: string): string;
  /** As the role of its projections, relay and jobs. */
  workerUrl(service: string): string;
  /** The vector store that goes with it, empty at first: what a service's environment names. */
  readonly vectors: Readonly<Record<"PINECONE_API_KEY" | "PINECONE_CONTROLLER_HOST", string>>;
  drop(): Promise<void>;
}

/** Removes everything an API key owns on a test's vector server. */
const forgetProject = async (url: string, apiKey: string): Promise<void> => {
  await fetch(`${url}/project`, { method: "DELETE", headers: { "api-key": apiKey } });
};

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
  const { adminUrl, rolePassword, failedMigrations, vectorsUrl } = await testServers();
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
      `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`,
    );
  const here = withDatabase(adminUrl, name);
  return {
    name,
    adminUrl: here,
    apiUrl: (service) => urlAs(here, `${service}_api`, rolePassword),
    workerUrl: (service) => urlAs(here, `${service}_worker`, rolePassword),
    vectors: { PINECONE_API_KEY: name, PINECONE_CONTROLLER_HOST: vectorsUrl },
    drop: async () => {
      await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await forgetProject(vectorsUrl, name);
    },
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
  /** Where JetStream keeps its streams. */
  readonly store: string;
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
  const dataDir = mkdtempSync(join((await testServers()).directory, "nats-"));
  mkdirSync(join(dataDir, "logs"));
  const server = await startServer("nats", { dataDir, port: await freePort(), password: "", progress: silent, throwaway: true });
  return {
    url: server.url,
    store: join(dataDir, "nats"),
    stop: () => server.end("SIGTERM"),
    kill: () => server.end("SIGKILL"),
    start: () => server.again(),
    release: async () => {
      await server.release();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export interface TestVectors {
  readonly url: string;
  readonly apiKey: string;
  /** What a service's environment names. */
  readonly env: Readonly<Record<"PINECONE_API_KEY" | "PINECONE_CONTROLLER_HOST", string>>;
  /** kill -9; of `own` ones only. */
  kill(): Promise<void>;
  /** Again, on the same port and data; of `own` ones only. */
  start(): Promise<void>;
  /** Removes every index. */
  wipe(): Promise<void>;
  release(): Promise<void>;
}

/** An empty vector store: an API key of the run's server. With `own` a server process of the test's own, 400 ms. */
export const testVectors = async ({ own = false }: { readonly own?: boolean } = {}): Promise<TestVectors> => {
  const { directory, vectorsUrl } = await testServers();
  made += 1;
  const apiKey = `vectors-${process.pid}-${made}-${Date.now().toString(36)}`;
  const refuse = () => Promise.reject(new Error("this vector server is shared: use testVectors({ own: true })"));
  const at = (url: string) => ({
    url,
    apiKey,
    env: { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: url },
    wipe: () => forgetProject(url, apiKey),
  });
  if (!own) return { ...at(vectorsUrl), kill: refuse, start: refuse, release: () => forgetProject(vectorsUrl, apiKey) };
  const dataDir = mkdtempSync(join(directory, "vectors-"));
  mkdirSync(join(dataDir, "logs"));
  const port = await freePort();
  const run = () => startVectors({ dataDir, port, password: apiKey, progress: silent, throwaway: true });
  let server = await run();
  const kill = async (): Promise<void> => {
    if (server.process?.alive()) process.kill(server.process.pid, "SIGKILL");
    await server.process?.exited;
  };
  return {
    ...at(server.url),
    kill,
    start: async () => {
      server = await run();
    },
    release: async () => {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
