import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AlreadyRunning, takeLock } from "../src/lockFile.ts";
import { setBudget } from "./budget.ts";
import { projectPerKey, singleProject } from "./project.ts";
import { createVectorServer } from "./server.ts";

/** Beyond it the scan's copy of the vectors might outgrow the 4 GB a WebAssembly memory has. */
const mostMemory = 7_168;

const help = `deploy/local/with-node deploy/local/pinecone/main.ts [OPTIONS]

A server on this machine that speaks Pinecone's API for indexes, namespaces and vectors. Exact search, durable on disk.

  --data-dir DIR   where everything is kept (default: ./vectors)
  --port PORT      default 5080; 0 = any that is free
  --host HOST      default 127.0.0.1
  --memory MB      most megabytes of vectors (default: 4096, at most ${mostMemory})
  --no-sync        answer before the disk has it: a kill loses nothing, a loss of power may
  --projects       every API key is right and has indexes of its own (for tests)
  --help           this text

The API key is PINECONE_API_KEY of the environment; without one a key is made and printed. Point a client here with
PINECONE_CONTROLLER_HOST=http://127.0.0.1:5080. SIGTERM ends it in good order. GET /healthz says when it serves.

Exit status: 0 ended, 1 failed, 2 wrong usage, 3 another one runs on this data directory.`;

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
  if (!(memory > 0 && memory <= mostMemory)) throw new Error(`--memory ${values.memory} is not from 1 to ${mostMemory} megabytes`);
  return { ...values, port, memory };
};

const patience = 10_000;

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
  const lock = await takeLock(dataDir, () => undefined);
  setBudget(memory * 1024 ** 2);
  const sync = { sync: !noSync };
  const fromEnvironment = process.env.PINECONE_API_KEY;
  const apiKey = fromEnvironment || `local-${randomBytes(18).toString("base64url")}`;
  const projects = perKey ? projectPerKey(dataDir, sync) : singleProject(dataDir, apiKey, sync);
  const server = createVectorServer(projects);
  await new Promise<void>((done, fail) => server.once("error", fail).listen(port, host, done));
  const { port: listening } = server.address() as AddressInfo;
  if (!perKey && !fromEnvironment) process.stdout.write(`PINECONE_API_KEY=${apiKey}\n`);
  process.stdout.write(`PINECONE_CONTROLLER_HOST=http://${host}:${listening}\n`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    const closed = new Promise((done) => server.close(done));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), patience).unref();
    await closed;
    await projects.close();
    lock.release();
  };
  for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => void stop());
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
    const taken = error instanceof AlreadyRunning;
    process.stderr.write(`${taken ? `another server runs on ${values["data-dir"]}` : (error as Error).message}\n`);
    process.exit(taken ? 3 : 1);
  }
};

await main();
