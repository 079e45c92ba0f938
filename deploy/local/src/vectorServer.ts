import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startProcess, waitUntil } from "./childProcess.ts";
import type { Server, ServerOptions } from "./server.ts";

const require = createRequire(import.meta.url);
const program = require.resolve("@marketing/pinecone/main");

/** Whether a server answers; what version it is, it does not say. */
const assertVectors = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) });
  if (!response.ok) throw new Error(`answers ${response.status}`);
  return "local";
};

/** Starts the Pinecone-compatible server of the data directory; the password is the API key, a throwaway one takes every key for a project. */
export const startVectors = async (options: ServerOptions): Promise<Server> => {
  const directory = join(options.dataDir, "vectors");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const running = await startProcess({
    name: "vectors",
    file: process.execPath,
    args: [
      ...["--disable-warning=ExperimentalWarning", program, "--data-dir", directory, "--port", String(options.port)],
      ...(options.throwaway ? ["--projects", "--no-sync"] : []),
    ],
    cwd: directory,
    env: { ...process.env, PINECONE_API_KEY: options.password },
    logFile: join(options.dataDir, "logs", "vectors.log"),
    stopSignal: options.throwaway ? "SIGKILL" : "SIGTERM",
    unref: options.throwaway ?? false,
    patience: 30_000,
  });
  options.onStarted?.(running);
  const url = `http://127.0.0.1:${options.port}`;
  const version = await waitUntil(running, () => assertVectors(url));
  return { name: "vectors", source: "machine", version, url, process: running };
};
