import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, type ProcessIdentity } from "@marketing/shared/process/processIdentity";
import { Pinecone } from "@pinecone-database/pinecone";
import { Redis } from "ioredis";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StackFile } from "./stackFile.ts";
import { withoutPlatform } from "./testEnvironment.ts";

let dataDir: string;
let launched: ChildProcess[] = [];

interface Launcher {
  readonly child: ChildProcess;
  output(): string;
  readonly exit: Promise<number | null>;
  ready(): Promise<StackFile>;
}

const launch = (...args: string[]): Launcher => launchWhole("--servers-only", ...args);

const launchWhole = (...args: string[]): Launcher => {
  const program = [join(import.meta.dirname, "startMain.ts"), "--data-dir", dataDir, ...args];
  // Nothing of a surrounding run names servers: this stack brings its own.
  const child = spawn(process.execPath, program, { env: withoutPlatform() });
  launched.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  const exit = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const ready = async (): Promise<StackFile> => {
    while (!text.includes("Ctrl-C stops everything")) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8")) as StackFile;
  };
  return { child, output: () => text, exit, ready };
};

const lockOf = (): { children: (ProcessIdentity & { name: string })[] } => JSON.parse(readFileSync(join(dataDir, "stack.lock"), "utf8"));

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

const vectorsOf = ({ vectors }: StackFile): Pinecone => new Pinecone({ apiKey: vectors.apiKey, controllerHostUrl: vectors.url });

const until = async (what: string, condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 120_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not in 120 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "marketing-stack-"));
  chmodSync(dataDir, 0o711);
});

afterEach(async () => {
  for (const child of launched) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  const left = existsSync(join(dataDir, "stack.lock")) ? lockOf().children : [];
  await until("the reaper ends what is left", () => !left.some(isAlive));
  rmSync(dataDir, { recursive: true, force: true });
  launched = [];
});

describe("npm start", () => {
  it("stays when the main job fails, and says what failed and how to look; for once it ends", async () => {
    writeFileSync(join(dataDir, "demo"), "a file where the main job keeps its directory");
    const one = launchWhole();
    const { services } = await one.ready();
    expect(one.output()).toMatch(/the main job failed: marketing demo .* failed \(exit 1\)/);
    expect(one.output()).toContain(`marketing -- projections status --stack ${join(dataDir, "stack.json")}`);
    expect(one.output()).toContain(`ls ${dataDir}/logs`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(one.child.exitCode).toBeNull();
    const alive = lockOf().children.filter(isAlive);
    expect(alive.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(services)));
    one.child.kill("SIGINT");
    expect(await one.exit).toBe(1);
    expect(one.output()).toContain("stopped");
    expect(alive.some(isAlive)).toBe(false);

    const once = launchWhole("--once");
    expect(await once.exit).toBe(1);
    expect(once.output()).toContain("✓ stopped");
    expect(once.output()).not.toContain("the platform stays");
  });

  it("keeps data, addresses and passwords over a restart, and starts over with --fresh", async () => {
    const one = launch();
    const first = await one.ready();
    await query(first.databaseAdmin, "CREATE TABLE public.kept AS SELECT 42 AS answer");
    const redis = new Redis(first.redis);
    await redis.set("kept", "yes");
    expect(await redis.config("GET", "appendonly")).toEqual(["appendonly", "yes"]);
    expect(await redis.config("GET", "appendfsync")).toEqual(["appendfsync", "everysec"]);
    expect((await redis.config("GET", "save")) as string[]).toContain("3600 1 300 100 60 10000");
    redis.disconnect();
    const [settings] = await query(
      first.databaseAdmin,
      "SELECT current_setting('fsync') AS fsync, current_setting('jit') AS jit, current_setting('TimeZone') AS zone, current_setting('search_path') AS path",
    );
    expect(settings).toEqual({ fsync: "on", jit: "off", zone: "UTC", path: "identity, tracking, campaign, lead, content, public" });
    expect(statSync(join(dataDir, "stack.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    const { children } = lockOf();
    expect(children).toHaveLength(4);
    await vectorsOf(first).indexes.create({ name: "kept", dimension: 2, spec: { serverless: { cloud: "aws", region: "us-east-1" } } });
    one.child.kill("SIGINT");
    expect(await one.exit).toBe(0);
    expect(children.some(isAlive)).toBe(false);
    expect(existsSync(join(dataDir, "stack.lock"))).toBe(false);

    const two = launch();
    const second = await two.ready();
    expect({ ...second, startedAt: "" }).toEqual({ ...first, startedAt: "" });
    expect(two.output()).toContain("migrations: nothing to do");
    expect(await query(second.databaseAdmin, "SELECT answer FROM public.kept")).toEqual([{ answer: 42 }]);
    const again = new Redis(second.redis);
    expect(await again.get("kept")).toBe("yes");
    again.disconnect();
    expect((await vectorsOf(second).indexes.list()).indexes).toMatchObject([{ name: "kept", dimension: 2 }]);
    two.child.kill("SIGTERM");
    expect(await two.exit).toBe(0);

    const three = launch("--fresh");
    const third = await three.ready();
    expect(third.platformKey).not.toBe(first.platformKey);
    expect(await query(third.databaseAdmin, "SELECT to_regclass('public.kept') AS kept")).toEqual([{ kept: null }]);
  });

  it("is refused while one runs on the same directory; that one goes on, and replaces a server that is killed", async () => {
    const one = launch();
    const file = await one.ready();
    const two = launch();
    expect(await two.exit).toBe(3);
    expect(two.output()).toContain("already running on");
    expect(await query(file.databaseAdmin, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    const redis = lockOf().children.find(({ name }) => name === "redis")!;
    process.kill(redis.pid, "SIGKILL");
    await until("another Redis is recorded", () =>
      lockOf().children.some((child) => child.name === "redis" && child.pid !== redis.pid && isAlive(child)),
    );
    expect(one.output()).toContain("redis ended (SIGKILL)");
    const client = new Redis(file.redis, { maxRetriesPerRequest: null });
    client.on("error", () => undefined); // refused until it listens
    expect(await client.ping()).toBe("PONG");
    client.disconnect();
  });

  it("lets one of many that start at once win", async () => {
    const all = Array.from({ length: 4 }, () => launch());
    const winner = await Promise.any(all.map((launcher) => launcher.ready().then(() => launcher)));
    const codes = await Promise.all(all.filter((launcher) => launcher !== winner).map(({ exit }) => exit));
    expect(codes).toEqual([3, 3, 3]);
  });

  it("leaves no orphans when it is killed with -9, and the next start goes on", async () => {
    const one = launch();
    const first = await one.ready();
    await query(first.databaseAdmin, "CREATE TABLE public.kept AS SELECT 42 AS answer");
    const { children } = lockOf();
    one.child.kill("SIGKILL");
    await one.exit;
    const two = launch(); // at once, while the reaper may still be ending the others
    const second = await two.ready();
    expect(children.some(isAlive)).toBe(false);
    expect(await query(second.databaseAdmin, "SELECT answer FROM public.kept")).toEqual([{ answer: 42 }]);
    two.child.kill("SIGKILL");
    await two.exit;
    const left = lockOf().children;
    expect(left).toHaveLength(4);
    await until("the reaper ends all four", () => !left.some(isAlive));
  });

  it("can be called off while it starts", async () => {
    const one = launch();
    await until("the first server runs", () => existsSync(join(dataDir, "stack.lock")) && lockOf().children.length > 0);
    const { children } = lockOf();
    one.child.kill("SIGINT");
    expect(await one.exit).toBe(130);
    expect(children.some(isAlive)).toBe(false);
    expect(existsSync(join(dataDir, "stack.lock"))).toBe(false);
  });

  it("explains itself", async () => {
    const help = launch("--help");
    expect(await help.exit).toBe(0);
    expect(help.output()).toContain("--fresh");
    const wrong = launch("--nonsense");
    expect(await wrong.exit).toBe(2);
    expect(wrong.output()).toContain("--nonsense");
  });
});
