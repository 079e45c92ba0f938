import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findBinary } from "./binaries.ts";
import { startProcess, waitUntil } from "./childProcess.ts";
import { assertNats } from "./natsServer.ts";
import { nameOf } from "./paths.ts";
import { assertPostgres, postgresSettings, postgresUrl } from "./postgresServer.ts";
import { assertRedis } from "./redisServer.ts";
import type { Server, ServerOptions } from "./server.ts";

const docker = async (...args: string[]): Promise<boolean> => {
  const file = findBinary("docker");
  if (!file) return false;
  return promisify(execFile)(file, args, { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
};

/** Whether a Docker daemon answers us. */
export const canUseDocker = (): Promise<boolean> => docker("info");

interface Image {
  readonly image: string;
  readonly port: number;
  readonly volume: string;
  readonly env: (o: ServerOptions) => Record<string, string>;
  readonly args: (o: ServerOptions) => readonly string[];
  readonly url: (o: ServerOptions) => string;
  readonly probe: (url: string) => Promise<string>;
  readonly stopSignal: NodeJS.Signals;
}

const images: Record<Server["name"], Image> = {
  postgresql: {
    image: "postgres:16",
    port: 5432,
    volume: "/var/lib/postgresql/data",
    env: ({ password }) => ({
      POSTGRES_USER: "marketing_admin",
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: "--data-checksums --locale=C.UTF-8",
    }),
    args: () => ["postgres", ...postgresSettings({ listen_addresses: "*", port: 5432, unix_socket_directories: "/var/run/postgresql" })],
    url: ({ port, password }) => postgresUrl(port, password),
    probe: assertPostgres,
    stopSignal: "SIGINT",
  },
  redis: {
    image: "redis:7",
    port: 6379,
    volume: "/data",
    env: () => ({}),
    args: ({ password }) => [
      "redis-server",
      "--appendonly",
      "yes",
      "--appendfsync",
      "everysec",
      "--save",
      "3600 1 300 100 60 10000",
      "--requirepass",
      password,
    ],
    url: ({ port, password }) => `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    probe: assertRedis,
    stopSignal: "SIGTERM",
  },
  nats: {
    image: "nats:2",
    port: 4222,
    volume: "/data",
    env: () => ({}),
    args: ({ password }) => ["-js", "-sd", "/data", "--user", "marketing", "--pass", password],
    url: ({ port, password }) => `nats://marketing:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    probe: assertNats,
    stopSignal: "SIGTERM",
  },
};

const containerOf = (name: Server["name"], dataDir: string): string => `marketing-${nameOf(dataDir)}-${name}`;

/** Forgets what a data directory's containers kept. */
export const removeDockerVolumes = async (dataDir: string): Promise<void> => {
  for (const name of Object.keys(images) as Server["name"][]) {
    await docker("rm", "-f", containerOf(name, dataDir));
    await docker("volume", "rm", "-f", containerOf(name, dataDir));
  }
};

/** Runs the server in a container with a named volume. `docker run` stays in front, passes our signals on, and ends with the server. */
export const startDockerServer = async (name: Server["name"], options: ServerOptions): Promise<Server> => {
  const { image, port, volume, env, args, url, probe, stopSignal } = images[name];
  const container = containerOf(name, options.dataDir);
  await docker("rm", "-f", container); // of a launcher that was killed
  options.progress.step(`docker: ${image} (pulled the first time)`);
  const variables = env(options);
  const running = await startProcess({
    name,
    file: findBinary("docker") ?? "docker",
    args: [
      ...["run", "--rm", "--name", container, "-p", `127.0.0.1:${options.port}:${port}`, "-v", `${container}:${volume}`],
      ...Object.keys(variables).flatMap((variable) => ["-e", variable]), // values travel in the environment, not in the process list
      image,
      ...args(options),
    ],
    env: { ...process.env, ...variables },
    logFile: `${options.dataDir}/logs/${name}.log`,
    stopSignal,
    patience: 60_000,
  });
  options.onStarted?.(running);
  const address = url(options);
  const version = await waitUntil(running, () => probe(address), 600_000);
  return { name, source: "docker", version, url: address, process: running };
};
