import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { LockHeldError, takeLock } from "@marketing/shared/process/lockFile";
import { projectPerKey, singleProject } from "./index/project.ts";
import { setMemoryLimit } from "./search/memoryBudget.ts";
import { createVectorServer } from "./server.ts";

/** Megabytes. Beyond it the quantized copy of the vectors might outgrow the 4 GB of a WebAssembly memory. */
const maxMemory = 7_168;

const help = `deploy/local/with-node deploy/local/pinecone/src/main.ts [OPTIONS]

A server on this machine that speaks Pinecone's API for indexes, namespaces and vectors. Exact search, durable on disk.

  --data-dir DIR   where the indexes are stored (default: ./vectors)
  --port PORT      default 5080; 0 = any free port
  --host HOST      default 127.0.0.1
  --memory MB      megabytes of memory for vectors (default: 4096, at most ${maxMemory})
  --no-sync        acknowledge changes before they are on disk: a killed server loses nothing, a loss of power may
  --projects       accept every API key, and give each its own indexes (for tests)
  --help           this text

The API key is taken from PINECONE_API_KEY; without one a key is made and printed. Clients find this server by
PINECONE_CONTROLLER_HOST=http://127.0.0.1:5080. SIGTERM shuts it down gracefully. GET /healthz answers once it serves.

Exit status: 0 shut down, 1 failed, 2 wrong usage, 3 another server uses this data directory.`;

const options = {
  "data-dir": { type: "string", default: "vectors" },
  port: { type: "string", default: "5080" },
  host: { type: "string", default: "127.0.0.1" },
  memory: { type: "string", default: "4096" },
  "no-sync": { type: "boolean", default: false },
  projects: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const read = (args: string[]) => {
  const { values } = parseArgs({ args, options });
  const [port, memory] = [Number(values.port), Number(values.memory)];
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  if (!(memory > 0 && memory <= maxMemory)) throw new Error(`--memory ${values.memory} is not from 1 to ${maxMemory} megabytes`);
  return { ...values, port, memory };
};

/** Milliseconds that open requests have to finish at a shutdown. */
const shutdownTimeout = 10_000;

const serve = async ({
  "data-dir": given,
  port,
  host,
  memory,
  "no-sync": noSync,
  projects: perKey,
}: ReturnType<typeof read>): Promise<void> => {
  const dataDir = resolve(process.env.INIT_CWD ?? ".", given);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = await takeLock(join(dataDir, "server.lock"), {});
  setMemoryLimit(memory * 1024 ** 2);
  const sync = { sync: !noSync };
  const fromEnvironment = process.env.PINECONE_API_KEY;
  const apiKey = fromEnvironment || `local-${randomBytes(18).toString("base64url")}`;
  const projects = perKey ? projectPerKey(dataDir, sync) : singleProject(dataDir, apiKey, sync);
  const server = createVectorServer(projects);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const { port: listening } = server.address() as AddressInfo;
  if (!perKey && !fromEnvironment) process.stdout.write(`PINECONE_API_KEY=${apiKey}\n`);
  process.stdout.write(`PINECONE_CONTROLLER_HOST=http://${host}:${listening}\n`);

  let shuttingDown = false;
  const shutDown = async (): Promise<void> => {
    if (shuttingDown) return;
    shuttingDown = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), shutdownTimeout).unref();
    await closed;
    await projects.close();
    lock.release();
  };
  for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => void shutDown());
};

const main = async (): Promise<void> => {
  let values: ReturnType<typeof read>;
  try {
    values = read(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}\n`);
    process.exit(2);
  }
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return;
  }
  try {
    await serve(values);
  } catch (error) {
    const taken = error instanceof LockHeldError;
    process.stderr.write(`${taken ? `another server runs on ${values["data-dir"]}` : (error as Error).message}\n`);
    process.exit(taken ? 3 : 1);
  }
};

await main();
