import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { startProcess, waitUntil } from "./childProcess.ts";
import { SetupError } from "./progress.ts";
import type { Server, ServerOptions } from "./server.ts";

export const findNats = (): string | undefined => findBinaries("nats-server")[0];

interface Info {
  readonly version: string;
  readonly jetstream?: boolean;
}

/** The first line a NATS server says, whoever connects. */
const greeting = (url: string): Promise<Info> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port || 4222) });
    let text = "";
    socket.setTimeout(3_000, () => socket.destroy(new Error("timed out")));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("closed before its greeting")));
    socket.on("data", (chunk) => {
      text += chunk.toString();
      const line = /^INFO (\{.*\})\s*\r\n/.exec(text)?.[1];
      if (line === undefined) return;
      resolve(JSON.parse(line) as Info);
      socket.destroy();
    });
  });

/** The server's version; throws a SetupError where JetStream is off or not yet 2.9. */
export const assertNats = async (url: string): Promise<string> => {
  const { version, jetstream } = await greeting(url.split(",")[0]!);
  if (jetstream !== true) throw new SetupError(`The NATS server ${version} runs without JetStream: start it with -js.`);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 2 || (major === 2 && minor < 9)) throw new SetupError(`NATS ${version} is too old: 2.9 or newer is needed.`);
  return version;
};

/** Starts the private instance of the data directory, with JetStream on file. An empty password asks for none. */
export const startNats = async (file: string, options: ServerOptions): Promise<Server> => {
  const directory = join(options.dataDir, "nats");
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const settingsFile = join(directory, "nats.conf");
  const login = options.password === "" ? "" : `authorization { user: marketing, password: "${options.password}" }\n`;
  writeFileSync(
    settingsFile,
    `server_name: marketing-local\nhost: 127.0.0.1\nport: ${options.port}\n${login}jetstream { store_dir: "${directory}" }\nmax_payload: 8MB\n`,
    { mode: 0o600 },
  );
  const running = await startProcess({
    name: "nats",
    file,
    args: ["-c", settingsFile],
    cwd: directory,
    logFile: join(options.dataDir, "logs", "nats.log"),
    stopSignal: options.throwaway ? "SIGKILL" : "SIGTERM",
    unref: options.throwaway ?? false,
    patience: 30_000,
  });
  options.onStarted?.(running);
  const url = `nats://${options.password === "" ? "" : `marketing:${encodeURIComponent(options.password)}@`}127.0.0.1:${options.port}`;
  const version = await waitUntil(running, () => assertNats(url));
  return { name: "nats", source: "machine", version, url, process: running };
};
