import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pinecone } from "@pinecone-database/pinecone";
import { freePort } from "../src/ports.ts";
import { silent } from "../src/progress.ts";
import { startVectors } from "../src/vectorServer.ts";

/** A server process of a test's own, as `npm start` runs it: one key, everything on disk before it is acknowledged. */
export interface TestServer {
  readonly url: string;
  readonly apiKey: string;
  readonly dataDir: string;
  readonly client: Pinecone;
  /** Status and body of a bare request; `body` is sent as JSON, a string as it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  stop(signal: NodeJS.Signals): Promise<number | null>;
  start(): Promise<void>;
  release(): Promise<void>;
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const startTestServer = async (): Promise<TestServer> => {
  const dataDir = mkdtempSync(join(tmpdir(), "marketing-vectors-"));
  mkdirSync(join(dataDir, "logs"));
  const port = await freePort();
  const apiKey = `key-${port}`;
  const run = () => startVectors({ dataDir, port, password: apiKey, progress: silent });
  let { url, process: running } = await run();
  const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (running!.alive()) process.kill(running!.pid, signal);
    return (await running!.exited).code;
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
      return { status: response.status, body: json(await response.text()) };
    },
    stop,
    start: async () => {
      ({ url, process: running } = await run());
    },
    release: async () => {
      await stop("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
