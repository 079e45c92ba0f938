import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { loginsFileOf, natsSettings, natsUrlAs, passwordVariables, serveScript } from "./busAccounts.ts";
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
  const lines = ["server_name: marketing-local", "host: 127.0.0.1", `port: ${options.port}`, `jetstream { store_dir: "${directory}" }`];
  for (const [path, text] of Object.entries(natsSettings(options.password, lines))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, path), text, { mode: 0o600 });
  }
  const settingsFile = join(directory, "marketing/nats.conf");
  const logins = loginsFileOf(options.dataDir);
  if (!existsSync(logins)) {
    mkdirSync(dirname(logins), { recursive: true, mode: 0o700 });
    writeFileSync(logins, "", { mode: 0o600 });
  }
  const walled = options.password !== "";
  const running = await startProcess({
    name: "nats",
    file: walled ? serveScript : file,
    args: walled ? [settingsFile, logins] : ["-c", settingsFile],
    env: { ...process.env, NATS_SERVER: file, ...(walled && passwordVariables(options.password)) },
    cwd: directory,
    logFile: join(options.dataDir, "logs", "nats.log"),
    stopSignal: options.throwaway ? "SIGKILL" : "SIGTERM",
    unref: options.throwaway ?? false,
    patience: 30_000,
  });
  options.onStarted?.(running);
  const url = natsUrlAs(`nats://127.0.0.1:${options.port}`, options.password, "operator");
  const version = await waitUntil(running, () => assertNats(url));
  return { name: "nats", source: "machine", version, url, process: running };
};
