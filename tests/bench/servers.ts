import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reapAfterUs } from "@marketing/local/reaper";
import { startTimeOf } from "@marketing/shared/process/processIdentity";

export interface Servers {
  /** As the administrator; without a database's name. */
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly natsUrl: string;
  /** Whose CPU time counts, by name. */
  readonly pids: Readonly<Record<"postgres" | "redis" | "nats", number>>;
  readonly versions: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A bench's database as services are told of it: its server asks for no passwords, and no vector store goes with it. */
export const benchDatabase = (url: string) => {
  const as = (service: string, role: string): string => url.replace("//postgres@", `//${service}_${role}@`);
  return {
    apiUrl: (service: string) => as(service, "api"),
    workerUrl: (service: string) => as(service, "worker"),
    vectors: { PINECONE_API_KEY: "", PINECONE_CONTROLLER_HOST: "" },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const accepts = async (port: number, server: ChildProcess, log: string): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (server.exitCode !== null) throw new Error(`a server ended while starting; see ${log}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(`a server did not open its port in 20 s; see ${log}`);
};

const binary = (name: string): string => {
  const debian = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...debian.map((v) => `/usr/lib/postgresql/${v}/bin`),
    ...(process.env.PATH ?? "").split(":"),
    "/usr/sbin",
    "/usr/local/bin",
  ];
  const found = folders.map((f) => join(f, name)).find((f) => existsSync(f));
  if (!found) throw new Error(`${name} is not on this machine; \`npm start\` installs what is missing`);
  return found;
};

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres`, or as `nobody`. */
const unprivileged = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  for (const user of ["postgres", "nobody"]) {
    try {
      const id = (flag: string): number => Number(execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // not a user of this machine
    }
  }
  throw new Error("no user to run PostgreSQL as");
};

const stopped = (server: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill(signal);
    setTimeout(() => server.kill("SIGKILL"), 15_000).unref();
  });

/**
 * Private servers in a new folder on free ports of 127.0.0.1, with everything durable that production has on:
 * fsync, synchronous commit, full-page writes, Redis' append-only file every second, JetStream on file. The checkpoints are far
 * apart so that none falls into a slice by chance: that is no matter of durability.
 */
export const startServers = async (): Promise<Servers> => {
  const root = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "marketing-bench-"));
  const started: Array<readonly [ChildProcess, NodeJS.Signals]> = [];
  const stop = async (): Promise<void> => {
    for (const [server, signal] of started.splice(0).reverse()) await stopped(server, signal);
    rmSync(root, { recursive: true, force: true });
  };
  const start = async (
    name: string,
    command: string,
    args: string[],
    port: number,
    signal: NodeJS.Signals,
    as: object = {},
  ): Promise<number> => {
    const log = join(root, `${name}.log`);
    const out = openSync(log, "a");
    const server = spawn(command, args, { cwd: root, stdio: ["ignore", out, out], ...as });
    started.push([server, signal]);
    reapAfterUs({ pid: server.pid!, start: startTimeOf(server.pid!) ?? "gone" }, signal); // whatever ends this process
    await accepts(port, server, log);
    return server.pid!;
  };
  try {
    const user = unprivileged();
    const folder = (name: string): string => {
      const path = join(root, name);
      mkdirSync(path, { mode: 0o700 });
      return path;
    };
    const data = folder("postgres");
    if (user.uid !== undefined) for (const path of [root, data]) chownSync(path, user.uid, user.gid!);
    const [postgres, redis, nats] = await Promise.all([freePort(), freePort(), freePort()]);
    execFileSync(binary("initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], {
      cwd: root,
      stdio: "ignore",
      ...user,
    });
    const settings = {
      listen_addresses: "127.0.0.1",
      port: postgres,
      unix_socket_directories: "",
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      shared_buffers: "512MB",
      max_wal_size: "8GB",
      min_wal_size: "1GB",
      checkpoint_timeout: "30min",
      max_connections: 200,
      autovacuum_naptime: "10s",
      jit: "off",
      shared_preload_libraries: "pg_stat_statements",
      timezone: "UTC",
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    writeFileSync(join(root, "nats.conf"), `listen: "127.0.0.1:${nats}"\njetstream { store_dir: "${folder("nats")}" }\nmax_payload: 8MB\n`);
    const pids = {
      postgres: await start("postgres", binary("postgres"), ["-D", data, ...flags], postgres, "SIGINT", user),
      redis: await start(
        "redis",
        binary("redis-server"),
        [
          "--bind",
          "127.0.0.1",
          "--port",
          `${redis}`,
          "--dir",
          folder("redis"),
          "--appendonly",
          "yes",
          "--appendfsync",
          "everysec",
          "--save",
          "3600 1",
        ],
        redis,
        "SIGTERM",
      ),
      nats: await start("nats", binary("nats-server"), ["-c", join(root, "nats.conf")], nats, "SIGINT"),
    };
    const version = (name: string, flag = "--version"): string =>
      execFileSync(binary(name), [flag], { encoding: "utf8" }).match(/\d+\.\d+(\.\d+)?/)?.[0] ?? "?";
    return {
      postgresUrl: `postgres://postgres@127.0.0.1:${postgres}`,
      redisUrl: `redis://127.0.0.1:${redis}`,
      natsUrl: `nats://127.0.0.1:${nats}`,
      pids,
      versions: {
        node: process.versions.node,
        postgres: version("postgres"),
        redis: version("redis-server"),
        nats: version("nats-server"),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
