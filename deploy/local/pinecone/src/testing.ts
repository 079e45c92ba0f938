import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Pinecone } from "@pinecone-database/pinecone";

/** A server process of one test file, with one API key and everything synced to disk. */
export interface TestServer {
  readonly url: string;
  readonly apiKey: string;
  readonly dataDir: string;
  readonly client: Pinecone;
  /** Status and body of a bare request; `body` is sent as JSON, a string as it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  /** What it has written to stderr, over all its starts. */
  log(): string;
  /** Ends it by the signal; its exit code, null when the signal killed it. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  release(): Promise<void>;
}

const apiKey = "test-key";

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Resolves when the server listens: its first line on stdout says where. */
const urlOf = async (server: ChildProcessByStdio<null, Readable, Readable>): Promise<string> => {
  for await (const line of createInterface(server.stdout)) {
    const url = /^PINECONE_CONTROLLER_HOST=(.*)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the server ended before it listened");
};

export const startTestServer = async (): Promise<TestServer> => {
  const dataDir = mkdtempSync(join(tmpdir(), "marketing-vectors-"));
  let log = "";
  const run = (port: string) => {
    const server = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "main.ts"), "--data-dir", dataDir, "--port", port],
      { env: { ...process.env, PINECONE_API_KEY: apiKey }, stdio: ["ignore", "pipe", "pipe"] },
    );
    server.stderr.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
    const killed = () => server.kill("SIGKILL");
    process.once("exit", killed);
    const exited = new Promise<number | null>((resolve) => server.once("close", resolve)).finally(() => process.off("exit", killed));
    return { server, exited };
  };
  let running = run("0");
  const url = await urlOf(running.server);
  const stop = (signal: NodeJS.Signals): Promise<number | null> => {
    running.server.kill(signal);
    return running.exited;
  };
  return {
    url,
    apiKey,
    dataDir,
    client: new Pinecone({ apiKey, controllerHostUrl: url, maxRetries: 0 }),
    call: async (method, path, body, headers) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { "api-key": apiKey, ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { status: response.status, body: parseJson(await response.text()) };
    },
    log: () => log,
    stop,
    start: async () => {
      running = run(new URL(url).port);
      await urlOf(running.server);
    },
    release: async () => {
      await stop("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
