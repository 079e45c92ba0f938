import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ServerCredentials } from "@grpc/grpc-js";
import { newAuthority } from "@marketing/tests/support/certificates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "./simulate/simulate.ts";
import { type FakePlatform, goodKey, startFakePlatform } from "./testing/fakePlatform.ts";
import { runMarketing } from "./testing/runMarketing.ts";

const root = mkdtempSync(join(tmpdir(), "marketing-cli-"));
let platform: FakePlatform;
let env: Record<string, string>;

beforeAll(async () => {
  platform = await startFakePlatform();
  mkdirSync(join(root, ".data"));
  const address = { address: platform.address };
  writeFileSync(
    join(root, ".data", "stack.json"),
    JSON.stringify({ services: { identity: address, tracking: address }, platformKey: goodKey, apiKey: goodKey, tenantId: "t" }),
  );
  env = {
    MARKETING_TRACKING_ADDRESS: platform.address,
    MARKETING_IDENTITY_ADDRESS: platform.address,
    MARKETING_API_KEY: goodKey,
  };
});
afterAll(() => {
  platform.stop();
  rmSync(root, { recursive: true });
});

const log = (n: number, path = "/") =>
  `203.0.113.${n % 9} - - [01/Jan/2026:00:00:0${n % 10} +0000] "GET ${path} HTTP/1.1" 200 5 "-" "UA ${n}"`;

describe("help and wrong usage", () => {
  test("every command has help", async () => {
    const { stdout, code } = await runMarketing(["--help"]);
    expect(code).toBe(0);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}[A-Z]/gm)].map(([, name]) => name!);
    const domain = ["segment", "consent", "suppress", "campaign", "task", "lead", "content", "knowledge"];
    expect(names).toEqual([
      ...["import", "simulate", "demo", "user", "events", "log", "bus", "projections", "vectors", "parked", "letters"],
      ...domain,
      ...["keys", "tenants", "backup", "restore", "drill"],
    ]);
    const helps = await Promise.all([...names.slice(0, 3), ...domain].map((name) => runMarketing([name, "--help"])));
    for (const help of helps) expect([help.code, help.stdout.includes("--json")]).toEqual([0, true]);
  });

  test("help of a command, or of all, loads neither gRPC nor the bus's client", async () => {
    const recorder = join(root, "loaded.mjs");
    const heavy = "/node_modules\\/(@connectrpc\\/connect-node|nats|@grpc)\\//";
    writeFileSync(
      recorder,
      `import { registerHooks } from "node:module"; const loaded = [];
       registerHooks({ load(url, context, next) { if (${heavy}.test(url)) loaded.push(url); return next(url, context); } });
       process.on("exit", () => process.stderr.write("loaded " + loaded.length + loaded.join(" ")));`,
    );
    const recording = (args: string[]) => runMarketing(args, { env: { ...env, NODE_OPTIONS: `--import=${recorder}` } });
    const names = [...(await runMarketing(["--help"])).stdout.matchAll(/^ {2}([a-z]+) {2,}[A-Z]/gm)].map(([, name]) => name!);
    for (const args of [["--help"], ...names.map((name) => [name, "--help"])])
      expect([args, (await recording(args)).stderr]).toEqual([args, expect.stringMatching(/loaded 0$/)]);
    expect((await recording(["events"])).stderr).toMatch(/loaded [1-9]/);
  });

  test("exit codes tell what went wrong", async () => {
    const cases: Array<[string[], Record<string, string>, number, RegExp]> = [
      [[], {}, 2, /^$/],
      [["fly"], {}, 2, /there is no command "fly"/],
      [["events", "--colour"], env, 2, /--colour/],
      [["import", "/does/not/exist"], env, 2, /cannot read/],
      [["events"], { ...env, MARKETING_API_KEY: "wrong" }, 5, /the key is not known/],
      [["user", "u1"], env, 6, /no user has that id/],
      [["events"], { ...env, MARKETING_TRACKING_ADDRESS: "127.0.0.1:1" }, 3, /./],
      [["lead", "list"], env, 2, /address of lead is not known: set MARKETING_LEAD_ADDRESS/],
      [["campaign", "create", "x", "--type", "email"], env, 2, /--type takes lead_gen, content, retention, ad/],
      [["campaign", "spend", "c", "--amount", "1,50"], env, 2, /--amount takes an amount with a point/],
      [["content", "approve"], env, 2, /approve takes a content's ID/],
      [["knowledge", "ingest", "/does/not/exist"], env, 2, /cannot read/],
      [["knowledge", "ingest", root, "--category", "gossip"], env, 2, /--category takes product_docs, market_trends/],
      [["user", "similar"], env, 2, /similar takes one ID/],
      [["vectors", "fly"], env, 2, /"fly" is not one of: status, reconcile, reindex/],
      [["task", "complete", "t"], env, 2, /--lease ID/],
      [["segment", "create", "s"], env, 2, /--rule/],
      [["projections", "verify", "--stack", join(root, ".data", "stack.json")], {}, 4, /^$/],
    ];
    const results = await Promise.all(cases.map(([args, environment]) => runMarketing(args, { env: environment })));
    for (const [i, [args, , code, stderr]] of cases.entries()) {
      expect([args, results[i]!.code]).toEqual([args, code]);
      expect(results[i]!.stderr.trim()).toMatch(stderr);
    }
  });

  test("with --json a failure is JSON too", async () => {
    const { stderr, code } = await runMarketing(["user", "u1", "--json"], { env });
    expect(JSON.parse(stderr)).toMatchObject({ exit_code: 6, reason: "NOT_FOUND" });
    expect(code).toBe(6);
  });
});

test("services with TLS are spoken to when their authority is known, by option, environment or the stack's file", async () => {
  const authority = newAuthority();
  const { cert, key } = authority.issue();
  const pair = { cert_chain: Buffer.from(cert), private_key: Buffer.from(key) };
  const secure = await startFakePlatform(0, ServerCredentials.createSsl(null, [pair]));
  const address = secure.address.replace("127.0.0.1", "localhost");
  writeFileSync(join(root, "ca.crt"), authority.cert);
  const stack = { services: { identity: { address }, tracking: { address } }, apiKey: goodKey, tls: { caFile: "../ca.crt" } };
  writeFileSync(join(root, ".data", "secure.json"), JSON.stringify(stack));
  const at = { ...env, MARKETING_TRACKING_ADDRESS: address };
  const runs = await Promise.all([
    runMarketing(["events", "--tls-ca", join(root, "ca.crt")], { env: at }),
    runMarketing(["events"], { env: { ...at, MARKETING_TLS_CA_FILE: join(root, "ca.crt") } }),
    runMarketing(["events", "--stack", join(root, ".data", "secure.json")]),
    runMarketing(["events", "--timeout", "3"], { env: at }),
    runMarketing(["events", "--tls-ca", join(root, "absent.crt")], { env: at }),
  ]);
  secure.stop();
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 3, 2]);
  expect(runs[4]!.stderr).toMatch(/absent\.crt cannot be read: ENOENT/);
});

describe("import", () => {
  test("of a log, then of the same again, with a stack found above the directory", async () => {
    const lines = [log(1), log(2), "broken", log(1), log(3, "/?utm_source=x")];
    writeFileSync(join(root, "access.log.gz"), gzipSync(`${lines.join("\n")}\n`));
    mkdirSync(join(root, "deep", "er"), { recursive: true });
    const first = await runMarketing(["import", "../../access.log.gz", "--json"], { cwd: join(root, "deep", "er") });
    expect(first.code).toBe(0);
    const [result] = first.json();
    expect(result).toMatchObject({
      format: "combined",
      lines: 5,
      unreadable: 1,
      accepted: 4,
      duplicates: 0,
      rejected: 0,
      unreadable_lines: [{ line: 3 }],
    });
    expect(result.facts).toMatchObject({ hits: 4, visitors: 3, with_utm: 1, days: { "2026-01-01": 4 }, statuses: { 200: 4 } });
    const again = (await runMarketing(["import", join(root, "access.log.gz"), "--json", "--strict"], { cwd: root })) as Awaited<
      ReturnType<typeof runMarketing>
    >;
    expect(again.json()[0]).toMatchObject({ accepted: 0, duplicates: 4, unreadable: 1 });
    expect(again.json()[0].first_ids[0].event_id).toMatch(/^\d+$/);
    expect(again.code).toBe(1);
  });

  test("tells what a log was taken for, and refuses what is not understood, with examples", async () => {
    const vhost = Array.from({ length: 60 }, (_, i) => `shop.example:443 ${log(i % 9).replace("200 5", `200 ${i}`)}`).join("\n");
    const told = await runMarketing(["import", "-", "--json"], { env, input: vhost });
    expect(told.code).toBe(0);
    expect(told.json()[0]).toMatchObject({ format: "vhost_combined", accepted: 60, facts: { addresses: 9, visitors: 9 } });
    expect(told.stderr).toMatch(/standard input: vhost_combined access log \(host, address, user, .*\): 60 of the first 60 lines/);
    const wrong = await runMarketing(["import", "-", "--format", "combined"], { env, input: vhost });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/60 of 60 lines were not understood, the first in line 1/);
    const plain = Array.from({ length: 50 }, (_, i) => log(i % 9).replace("200 5", `200 ${i}`)).join("\n");
    const both = await runMarketing(["import", "-", "--json"], { env, input: `${plain}\n${vhost}` });
    expect([both.code, both.json()[0].unreadable]).toEqual([1, 50]);
    const none = await runMarketing(["import", "-"], { env, input: "what is this\n".repeat(30) });
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(
      /0 of the first 30 lines\n {2}line 1: not a combined log line: no \[time\]: what is this\n[\s\S]*say which with --format/,
    );
    expect((await runMarketing(["import", "-", "--format", "iis"], { env, input: vhost })).stderr).toMatch(
      /--format takes segment, common/,
    );
  });

  test("prints a table for people, and nothing but it on standard output", async () => {
    const { stdout, code } = await runMarketing(["import", "-"], { env, input: `${log(7)}\n{"nonsense"\n` });
    expect(code).toBe(0);
    expect(stdout).toMatch(/accepted +1\b/);
    expect(stdout).toMatch(/2 {2}not a combined log line/);
  });

  test("of Segment calls: people and events, in spite of a service that comes and goes", async () => {
    const lines = [...simulate({ seed: 9, days: 3, events: 1_500, end: new Date("2026-01-01T00:00:00Z") })];
    const file = join(root, "calls.ndjson");
    writeFileSync(file, lines.join("\n"));
    platform.failNext([
      { code: 14, done: true },
      { code: 8, done: false },
      { code: 14, done: false },
    ]);
    const before = platform.events.size;
    const report = join(root, "report.ndjson");
    const result = await runMarketing(["import", file, "--json", "--batch", "100", "--report", report], { env });
    expect(result.code).toBe(0);
    const [figures] = result.json();
    const calls = lines.map((line) => JSON.parse(line) as { type: string; messageId: string; userId?: string; anonymousId?: string });
    const events = calls.filter(
      ({ type, userId, anonymousId }) => type !== "identify" && type !== "alias" && (userId ?? anonymousId) !== undefined,
    );
    expect(platform.events.size - before).toBe(new Set(events.map(({ messageId }) => messageId)).size);
    expect(figures.retries).toBeGreaterThanOrEqual(1);
    expect(figures.rejected_by_reason.missing_identity).toBe(1);
    expect(readFileSync(report, "utf8")).toContain("missing_identity");
    const leftBehind = readdirSync(join(root, ".data")).filter((name) => name === "imports");
    expect(leftBehind.length).toBeLessThanOrEqual(1);
  });

  test("ends with 3 when nobody answers", async () => {
    const dead = { ...env, MARKETING_TRACKING_ADDRESS: "127.0.0.1:1" };
    const { code } = await runMarketing(["import", "-", "--patience", "1"], { env: dead, input: log(1) });
    expect(code).toBe(3);
  });
});

test("simulate writes the calls that go with the traffic into a file of their own", async () => {
  const [traffic, plan] = [join(root, "traffic.ndjson"), join(root, "calls-of.ndjson")];
  const { code } = await runMarketing(["simulate", "--events", "1500", "--days", "3", "--out", traffic, "--plan", plan]);
  expect(code).toBe(0);
  const steps = readFileSync(plan, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(new Set(steps.map(({ part }) => part))).toEqual(new Set(["before", "after", "later"]));
  expect(new Set(steps.map(({ api }) => api))).toEqual(new Set(["campaign", "adCampaign", "content", "segment", "lead", "task"]));
  expect((await runMarketing(["simulate", "--events", "60", "--days", "1", "--plan", "/does/not/exist", "--out", traffic])).code).toBe(1);
});

test("simulate gives the same bytes to a file and to a pipe", async () => {
  const file = join(root, "world.ndjson");
  const args = ["simulate", "--seed", "4", "--events", "300", "--days", "2"];
  const [piped, written] = [await runMarketing(args), await runMarketing([...args, "--out", file, "--json"])];
  expect(readFileSync(file, "utf8")).toBe(piped.stdout);
  expect(written.json()[0]).toMatchObject({ seed: 4, days: 2, lines: piped.stdout.trim().split("\n").length });
});
