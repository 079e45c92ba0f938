import { existsSync, readFileSync } from "node:fs";
import { loginsFileOf, natsSettings, natsUrlAs, passwordVariables } from "./busAccounts.ts";
import { assertNats } from "./natsServer.ts";
import { assertPostgres, postgresSettings, postgresUrl, throwawaySettings } from "./postgresServer.ts";
import { assertRedis, carefulLines, durableLines, throwawayLines } from "./redisServer.ts";
import type { Server, ServerOptions } from "./server.ts";

/** The servers that are not a program of ours. */
export type ImageName = Exclude<Server["name"], "vectors">;

/** How a server runs from its official image. */
export interface ContainerImage {
  readonly image: string;
  readonly port: number;
  /** Where its data lies. */
  readonly volume: string;
  /** Whom it runs as; the image's own choice when absent. */
  readonly user?: string;
  /** Secrets among it: they are not to be seen in a list of processes. */
  readonly env: (options: ServerOptions) => Readonly<Record<string, string>>;
  /** Content by path in the container. */
  readonly files?: (options: ServerOptions) => Readonly<Record<string, string>>;
  readonly command: (options: ServerOptions) => readonly string[];
  /** Its address, published on `port` of this machine. */
  readonly url: (options: ServerOptions) => string;
  /** The server's version; rejects until it serves. */
  readonly probe: (url: string) => Promise<string>;
  readonly stopSignal: NodeJS.Signals;
}

/** The images of docker-compose.yml; another one by the environment. */
export const containerImages: Readonly<Record<ImageName, ContainerImage>> = {
  postgresql: {
    image: process.env.POSTGRES_IMAGE ?? "postgres:16.15",
    port: 5432,
    volume: "/var/lib/postgresql/data",
    user: "postgres",
    env: ({ password }) => ({
      POSTGRES_USER: "marketing_admin",
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: "postgres",
      POSTGRES_INITDB_ARGS: "--data-checksums --locale=C.UTF-8",
    }),
    command: ({ throwaway }) => [
      "postgres",
      ...postgresSettings({ listen_addresses: "*", port: 5432, ...(throwaway && throwawaySettings) }),
    ],
    url: ({ port, password }) => postgresUrl(port, password),
    probe: assertPostgres,
    stopSignal: "SIGINT",
  },
  redis: {
    image: process.env.REDIS_IMAGE ?? "redis:7.4.11",
    port: 6379,
    volume: "/data",
    user: "redis",
    env: ({ password, throwaway }) => ({
      REDIS_SETTINGS: ["dir /data", `requirepass ${password}`, ...carefulLines, ...(throwaway ? throwawayLines : durableLines)].join("\n"),
    }),
    command: () => ["sh", "-c", "exec redis-server - <<end\n$REDIS_SETTINGS\nend"],
    url: ({ port, password }) => `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    probe: assertRedis,
    stopSignal: "SIGTERM",
  },
  nats: {
    image: process.env.NATS_IMAGE ?? "nats:2.12.15-alpine",
    port: 4222,
    volume: "/data",
    env: ({ password }) => (password === "" ? {} : passwordVariables(password)),
    files: ({ dataDir, password }) => ({
      ...Object.fromEntries(
        Object.entries(natsSettings(password, ["server_name: marketing-local", "jetstream { store_dir: /data }"])).map(([path, text]) => [
          `/etc/${path}`,
          text,
        ]),
      ),
      "/etc/logins/logins.conf": existsSync(loginsFileOf(dataDir)) ? readFileSync(loginsFileOf(dataDir), "utf8") : "",
    }),
    command: ({ password }) =>
      password === ""
        ? ["--config", "/etc/marketing/nats.conf"]
        : ["sh", "/etc/marketing/serve.sh", "/etc/marketing/nats.conf", "/etc/logins/logins.conf"],
    url: ({ port, password }) => natsUrlAs(`nats://127.0.0.1:${port}`, password, "operator"),
    probe: assertNats,
    stopSignal: "SIGTERM",
  },
};
