import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImageName } from "@marketing/local/containerImages";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { withDatabase } from "@marketing/local/roleUrls";
import { services } from "@marketing/local/serviceList";
import { startVectors } from "@marketing/local/vectorServer";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { isAlive, type ProcessIdentity, startTimeOf } from "@marketing/shared/process/processIdentity";
import pg from "pg";
import { type StartedServer, startServer } from "./startServer.ts";

/** What the tests of one run share; handed to the test processes in the environment. */
export interface TestServers {
  readonly adminUrl: string;
  readonly redisUrl: string;
  readonly natsUrl: string;
  /** The Pinecone-compatible server: every API key has indexes of its own. */
  readonly vectorsUrl: string;
  readonly rolePassword: string;
  /** Removed at the run's end; for what a test leaves in files. */
  readonly directory: string;
  /** Service → why its migrations failed; such services are in no test database. */
  readonly failedMigrations: Readonly<Record<string, string>>;
}

export const template = "marketing_template";
const variable = "MARKETING_TEST_SERVERS";

const makeTemplate = async (adminUrl: string, rolePassword: string): Promise<Record<string, string>> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  const failed: Record<string, string> = {};
  for (const service of services()) {
    const passwords = { api: rolePassword, worker: rolePassword };
    await migrateUp({ adminUrl: withDatabase(adminUrl, template), service, passwords }).catch((error: Error) => {
      failed[service] = error.message;
    });
  }
  return failed;
};

const prefix = "marketing-test-run-";

/** A directory for the run. Those of runs that were killed are removed: their reaper has ended the servers long ago. */
const runDirectory = (): string => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const directory = join(tmpdir(), name);
    const owner = readJson<ProcessIdentity>(join(directory, "owner.json"));
    const old = Date.now() - (statSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 600_000;
    if (old && owner && !isAlive(owner)) rmSync(directory, { recursive: true, force: true });
  }
  const directory = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(directory, 0o711); // PostgreSQL may run as another account than ours
  mkdirSync(join(directory, "logs"));
  writeJson(join(directory, "owner.json"), { pid: process.pid, start: startTimeOf(process.pid) });
  return directory;
};

export interface StartedTestServers {
  readonly servers: TestServers;
  /** For whoever ends them and starts them again. */
  readonly postgresql: StartedServer;
  readonly redis: StartedServer;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL, a Redis, a NATS and a vector server for one run of tests in a temporary directory, and migrates the template database.
 * `durable`: what PostgreSQL has committed it keeps when it is killed, as in production; tests do without that, and are faster.
 */
export const startTestServers = async ({ durable = false } = {}): Promise<StartedTestServers> => {
  const dataDir = runDirectory();
  const rolePassword = "tests-only";
  const options = async (password: string) => ({ dataDir, port: await freePort(), password, progress: silent, throwaway: true });
  const ends: (() => Promise<void> | undefined)[] = [];
  const begin = async <A>(server: Promise<A>, end: (server: A) => Promise<void> | undefined): Promise<A> => {
    const started = await server;
    ends.push(() => end(started));
    return started;
  };
  const server = async (name: ImageName, password: string, throwaway = true) =>
    begin(startServer(name, { ...(await options(password)), throwaway }), (one) => one.release());
  const stop = async (): Promise<void> => {
    await Promise.all(ends.map((end) => end()));
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const [postgres, redis, nats, vectors] = await Promise.all([
      server("postgresql", rolePassword, !durable),
      server("redis", rolePassword),
      server("nats", ""),
      begin(startVectors(await options(rolePassword)), ({ process }) => process?.stop()),
    ]);
    const failedMigrations = await makeTemplate(postgres.url, rolePassword);
    return {
      servers: {
        adminUrl: postgres.url,
        redisUrl: redis.url,
        natsUrl: nats.url,
        vectorsUrl: vectors.url,
        rolePassword,
        directory: dataDir,
        failedMigrations,
      },
      postgresql: postgres,
      redis,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

export const publish = (servers: TestServers | undefined): void => {
  if (servers) process.env[variable] = JSON.stringify(servers);
  else delete process.env[variable];
};

let own: Promise<TestServers> | undefined;

/** The run's servers; outside of a test run (a script, a REPL) ones of this process alone, which end with it. */
export const testServers = (): Promise<TestServers> => {
  const published = process.env[variable];
  own ??= published ? Promise.resolve(JSON.parse(published) as TestServers) : startTestServers().then(({ servers }) => servers);
  return own;
};
