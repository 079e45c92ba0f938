import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveTheRest, chooseBackup } from "@marketing/local/backup/choose";
import { type Kept, keptIn } from "@marketing/local/backup/kept";
import { emptyDirectory, replay } from "@marketing/local/backup/replay";
import { openSteps } from "@marketing/local/backup/steps";
import { aheadOfLogs, assertTimeline } from "@marketing/local/backup/timeline";
import { repositoryRoot } from "@marketing/local/paths";
import { silent } from "@marketing/local/progress";
import { startStack } from "@marketing/local/stack";
import type { StackFile } from "@marketing/local/stackFile";
import { withoutPlatform } from "@marketing/local/testEnvironment";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { patience, until } from "../support/patience.ts";

// A directory's name may hold what a shell, PostgreSQL and pgBackRest each read in a way of their own.
const parent = mkdtempSync(join(tmpdir(), "marketing-drill-"));
const dataDir = join(parent, "100% of it");
const stack = join(dataDir, "stack.json");
/** WAL is archived after so many seconds: the drill has not to wait for a minute. */
const archiveTimeout = "2";
let launcher: ChildProcess;
let said = "";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const marketing = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const program = join(repositoryRoot, "clients/cli/src/main.ts");
    const node = ["--disable-warning=ExperimentalWarning", program, ...args, "--stack", stack];
    execFile(process.execPath, node, { env: withoutPlatform(), maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

const json = <A>({ code, out, err }: Ran): A[] => {
  expect(code, err).toBe(0);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as A);
};

const query = async <A extends object>(url: string, sql: string): Promise<A[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<A>(sql)).rows;
  } finally {
    await client.end();
  }
};
const file = (): StackFile => JSON.parse(readFileSync(stack, "utf8")) as StackFile;
const heads =
  "SELECT (SELECT count(*) FROM tracking.event_log)::int AS tracking, (SELECT count(*) FROM identity.event_log)::int AS identity";
let kept: Kept;

beforeAll(async () => {
  chmodSync(parent, 0o711);
  mkdirSync(dataDir);
  const program = join(repositoryRoot, "deploy/local/src/startMain.ts");
  launcher = spawn(process.execPath, [program, "--no-demo", "--data-dir", dataDir], {
    env: { ...withoutPlatform(), ARCHIVE_TIMEOUT: archiveTimeout },
  });
  for (const stream of [launcher.stdout!, launcher.stderr!])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  await until("the platform runs", () => {
    if (launcher.exitCode !== null) throw new Error(said);
    return said.includes("Ctrl-C stops everything");
  });
  kept = keptIn(dataDir);
  const [tenant] = json<{ tenant_id: string }>(await marketing("tenants", "create", "shop", "--json"));
  const simulated = await marketing("simulate", "--events", "300", "--days", "2");
  const events = join(parent, "events.ndjson");
  writeFileSync(events, simulated.out);
  expect(await marketing("import", events, "--tenant", tenant!.tenant_id)).toMatchObject({ code: 0 });
}, 2 * patience);

afterAll(async () => {
  launcher.kill("SIGINT");
  await until("the platform has ended", () => launcher.exitCode !== null || launcher.signalCode !== null);
  rmSync(parent, { recursive: true, force: true });
});

test("without a backup nothing can be restored, and who asks is told what to do", async () => {
  const { code, err } = await marketing("restore", "--into", join(parent, "early"));
  expect(code).toBe(1);
  expect(err).toContain("there is no backup yet: marketing backup run makes one");
  expect(existsSync(join(parent, "early"))).toBe(false);
});

test("a backup is full at first, then what changed; each is encrypted and verified, and the databases know of it", async () => {
  interface Row {
    type: string;
    stored_bytes: number;
    damaged: boolean;
  }
  expect(json<Row>(await marketing("backup", "run", "--json"))).toMatchObject([{ type: "full", damaged: false }]);
  expect(json<Row>(await marketing("backup", "run", "--json"))).toMatchObject([{ type: "diff", damaged: false }]);
  const list = json<Row>(await marketing("backup", "list", "--json"));
  expect(list.map(({ type }) => type)).toEqual(["full", "diff"]);
  const { databaseAdmin } = file();
  for (const schema of ["identity", "tracking", "campaign", "lead", "content"])
    expect(await query(databaseAdmin, `SELECT kind FROM ${schema}.safeguards WHERE kind = 'backup'`)).toEqual([{ kind: "backup" }]);
  const manifests = readdirSync(kept.repository.directory, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(?!.*latest).*backup\.manifest$/.test(path),
  );
  expect(manifests.length).toBe(2);
  for (const path of manifests) expect(readFileSync(join(kept.repository.directory, path)).subarray(0, 8).toString()).toBe("Salted__");
});

test("Redis comes back after a kill -9 by its append-only file, and a backup copies its snapshot along", async () => {
  const redis = new Redis(file().redis, { maxRetriesPerRequest: null });
  redis.on("error", () => undefined); // refused until it listens again
  await redis.set("kept", "yes");
  process.kill(Number(/process_id:(\d+)/.exec(await redis.info("server"))![1]), "SIGKILL");
  await until("it answers again", async () => (await redis.get("kept")) === "yes");
  redis.disconnect();
  const { mtimeMs, size } = statSync(join(kept.repository.directory, "redis.rdb"));
  expect(Date.now() - mtimeMs).toBeLessThan(3_600_000);
  expect(size).toBeGreaterThan(0);
});

test("a byte that changed in a backup is found, and named", async () => {
  const bundle = readdirSync(kept.repository.directory, { recursive: true, encoding: "utf8" }).find((path) => /F\/bundle\/1$/.test(path))!;
  const path = join(kept.repository.directory, bundle);
  const sound = readFileSync(path);
  const broken = Buffer.from(sound);
  broken[5_000] = broken[5_000]! ^ 255;
  writeFileSync(path, broken);
  const { code, err } = await marketing("backup", "verify");
  writeFileSync(path, sound);
  expect(code).toBe(1);
  expect(err).toMatch(/damaged[\s\S]*checksum invalid: 1/);
  expect(await marketing("backup", "verify")).toMatchObject({ code: 0 });
});

test("a moment comes back: what was there then, and nothing that came later", async () => {
  const { databaseAdmin } = file();
  await query(databaseAdmin, "CREATE TABLE public.moments AS SELECT 'before' AS which");
  const [before] = await query<object>(databaseAdmin, heads);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const to = new Date();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await query(databaseAdmin, "INSERT INTO public.moments VALUES ('after')");
  expect(await archiveTheRest(kept)).toBe(true);
  const into = join(parent, "moment");
  emptyDirectory(into);
  const { label } = await chooseBackup(kept, to);
  writeFileSync(join(into, "secrets.json"), readFileSync(join(dataDir, "secrets.json")));
  await replay(kept, { into, to, label }, openSteps(silent));
  const restored = await startStack({
    dataDir: into,
    fresh: false,
    serversOnly: true,
    progress: silent,
    signal: new AbortController().signal,
  });
  const url = restored.file.databaseAdmin;
  const client = new pg.Client({ connectionString: url });
  try {
    expect(await query(url, "SELECT which FROM public.moments")).toEqual([{ which: "before" }]);
    expect(await query(url, heads)).toEqual([before]);
    await client.connect();
    await assertTimeline(client);
    await client.query("UPDATE campaign.checkpoints SET position = 1000000, head = 1000000 WHERE source = 'jetstream:TRACKING'");
    const ahead = await aheadOfLogs(client);
    expect(ahead.length).toBeGreaterThan(0);
    expect(ahead[0]).toMatchObject({ what: expect.stringMatching(/^campaign: checkpoint of /), position: 1_000_000 });
    await expect(assertTimeline(client)).rejects.toThrow(/younger than their log[\s\S]*position 1000000/);
  } finally {
    await client.end();
    await restored.stop();
  }
  expect(await query(databaseAdmin, "SELECT count(*)::int AS n FROM public.moments")).toEqual([{ n: 2 }]);
});

test("a cluster that is gone while its backups are there is not replaced by an empty one", async () => {
  const lost = join(parent, "lost");
  mkdirSync(join(lost, "backup/repository/archive/main"), { recursive: true });
  writeFileSync(join(lost, "backup/repository/archive/main/archive.info"), "");
  const start = startStack({ dataDir: lost, fresh: false, serversOnly: true, progress: silent, signal: new AbortController().signal });
  await expect(start).rejects.toThrow(/is gone, and its backups are in[\s\S]*marketing -- restore --stack/);
  expect(existsSync(join(lost, "postgres/PG_VERSION"))).toBe(false);
});

test.each([
  ["a moment before the first backup", ["--to", "2026-01-01"], /the first moment that can be restored is 20\d\d-/],
  ["a moment to come", ["--to", "2999-01-01"], /has not come yet/],
  ["no moment", ["--to", "soon"], /takes a time like/],
  ["a directory that is in use", ["--into", dataDir], /is not empty: a restore needs a directory of its own/],
])("%s is refused, and nothing is touched", async (_, args, why) => {
  const { code, err } = await marketing("restore", "--into", join(parent, "refused"), ...args);
  expect(code).not.toBe(0);
  expect(err).toMatch(why);
  expect(existsSync(join(parent, "refused"))).toBe(false);
});

interface Report {
  readonly good: boolean;
  readonly problems: string[];
  readonly rpo_s: number;
  readonly rto_s: number;
  readonly events: number;
  readonly steps: { readonly name: string; readonly seconds: number }[];
  readonly report: string;
}

test("a drill: PostgreSQL killed and gone, everything back but what was not archived; the platform goes on with all it had", async () => {
  const { databaseAdmin } = file();
  const short = await marketing("drill", "--every", "1", "--for", "1");
  expect(short).toMatchObject({ code: 1, err: expect.stringContaining("Take more: --for") });
  await query(databaseAdmin, "CREATE TABLE public.kept AS SELECT 42 AS answer");
  const left = `${kept.repository.cluster}.drill`;
  mkdirSync(left);
  expect(await marketing("drill", "--for", "12")).toMatchObject({
    code: 1,
    err: expect.stringContaining("a drill that was killed left the cluster in it"),
  });
  rmSync(left, { recursive: true });
  const [before] = await query<{ tracking: number; identity: number }>(databaseAdmin, heads);
  const [report] = json<Report>(await marketing("drill", "--every", "0.5", "--for", "12", "--json"));
  expect(report).toMatchObject({ good: true, problems: [] });
  expect(report!.rpo_s).toBeLessThan(300);
  expect(report!.rto_s).toBeLessThan(14_400);
  expect(report!.events).toBeGreaterThanOrEqual(before!.tracking + before!.identity);
  expect(report!.steps.map(({ name }) => name)).toEqual([
    ...[
      "archive",
      "files",
      "replay of WAL",
      "servers and migrations",
      "erasures",
      "timeline",
      "services",
      "vectors",
      "Redis and bus",
      "watch",
      "verify",
    ],
  ]);
  process.stdout.write(
    `drill: lost ${report!.rpo_s} s, back after ${report!.rto_s} s, ${JSON.stringify(report!.steps.map((s) => [s.name, s.seconds]))}\n`,
  );
  const written = JSON.parse(readFileSync(join(report!.report, "report.json"), "utf8")) as {
    markersRestored: number;
    markersWritten: number;
  };
  expect(written.markersRestored).toBeGreaterThan(0);
  expect(readFileSync(join(report!.report, "report.md"), "utf8")).toMatch(/everything came back[\s\S]*At 1 TB/);
  expect(readFileSync(join(report!.report, "steps.svg"), "utf8")).toMatch(/^<svg [\s\S]*<rect[\s\S]*<\/svg>\n$/);
  expect(existsSync(join(report!.report, "restored"))).toBe(false);
  // No empty database took its place meanwhile, and the platform serves again with what it had.
  expect(said).toContain("is gone for a drill. If none is being held");
  expect(await query(databaseAdmin, "SELECT answer FROM public.kept")).toEqual([{ answer: 42 }]);
  expect(await query(databaseAdmin, "SELECT kind FROM tracking.safeguards ORDER BY done_at")).toEqual([
    { kind: "backup" },
    { kind: "drill" },
  ]);
  expect(await query(databaseAdmin, "SELECT to_regclass('public.drill_markers') AS markers")).toEqual([{ markers: null }]);
});
