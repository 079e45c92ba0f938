import type { ImageName } from "@marketing/local/containerImages";
import { findNats, startNats } from "@marketing/local/natsServer";
import { findPostgres, startPostgres } from "@marketing/local/postgresServer";
import { findRedis, startRedis } from "@marketing/local/redisServer";
import type { Server, ServerOptions } from "@marketing/local/server";

/** A server of a test run. */
export interface StartedServer {
  readonly url: string;
  signal(name: NodeJS.Signals): Promise<void>;
  /** Ends it, at once unless a signal says otherwise; nothing happens when it has ended. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it once more, on the same port and data. */
  again(): Promise<void>;
  /** Ends it and forgets what is not in its data directory. */
  release(): Promise<void>;
}

/** Whether the servers of the tests run in containers (STACK=containers) and not from the machine's programs. */
export const inContainers = process.env.STACK === "containers";

const found = <A>(value: A | undefined, name: string): A => {
  if (value === undefined) throw new Error(`the tests need ${name} on this machine: run \`npm test\`, which installs it where it can`);
  return value;
};

const kinds: Readonly<Record<ImageName, (options: ServerOptions) => Promise<Server>>> = {
  postgresql: (options) => startPostgres(found(findPostgres(), "PostgreSQL 15 or newer"), options),
  redis: (options) => startRedis(found(findRedis(), "Redis 7 or newer"), options),
  nats: (options) => startNats(found(findNats(), "nats-server"), options),
};

const startOnMachine = async (name: ImageName, options: ServerOptions): Promise<StartedServer> => {
  let server = await kinds[name](options);
  const signal = async (which: NodeJS.Signals): Promise<void> => {
    if (server.process?.alive()) process.kill(server.process.pid, which);
  };
  const end = async (which?: NodeJS.Signals): Promise<void> => {
    if (which === undefined) return server.process?.stop();
    await signal(which);
    await server.process?.exited;
  };
  return {
    url: server.url,
    signal,
    end,
    again: async () => {
      server = await kinds[name](options);
    },
    release: () => end(),
  };
};

/** Starts a server for tests; rejects when it does not come up. */
export const startServer = async (name: ImageName, options: ServerOptions): Promise<StartedServer> => {
  if (!inContainers) return startOnMachine(name, options);
  const { startContainer } = await import("./containers.ts"); // not loaded where it is not wanted: it takes a second
  return startContainer(name, options);
};
