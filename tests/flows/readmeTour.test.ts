import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaults, simulate } from "../../clients/cli/src/simulate/simulate.ts";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";

// The README's tour, each command as it is printed there, against services that have played a small version of the main job.

const repository = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(repository, "README.md"), "utf8");
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

/** A line's words as a shell has them, without what it leaves out as a comment. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(#.*)|(\S+)/g)].flatMap(([, quoted, comment, plain]) => (comment === undefined ? [quoted ?? plain!] : []));

const tour = blocks("sh")
  .flatMap((block) => block.split("\n"))
  .filter((line) => line.startsWith("npx marketing "))
  .map((line) => words(line).slice(2));
const endless = (args: ReadonlyArray<string>): boolean => args.includes("--follow") || args.join(" ") === "bus tail";
const people = [...new Set(tour.flat().filter((word) => word.includes("@")))];

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld();
  const run = async (...args: string[]) => {
    const { code, stderr } = await runMarketing(args, { cwd: world.directory });
    expect([args, code, code === 0 ? "" : stderr]).toEqual([args, 0, ""]);
  };
  await run("demo", "--seed", "2", "--days", "2", "--events", "400", "--no-verify");
  // The people of the tour are those of the main job as it is by default: their own events are enough.
  const end = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
  const lines = [...simulate({ ...defaults, end })];
  const ids = lines
    .filter((line) => people.some((email) => line.includes(email)))
    .flatMap((line) =>
      Object.entries(JSON.parse(line)).flatMap(([key, id]) => (key.endsWith("Id") && key !== "messageId" ? [String(id)] : [])),
    );
  const file = join(world.directory, "people.ndjson");
  writeFileSync(file, lines.filter((line) => ids.some((id) => line.includes(id))).join("\n"));
  await run("import", file);
  const hit = (n: number) => `203.0.113.${n} - - [01/Nov/2026:10:00:0${n} +0000] "GET /pricing HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11)"`;
  writeFileSync(join(world.directory, "access.log.gz"), gzipSync([1, 2, 3].map(hit).join("\n")));
  symlinkSync(join(repository, "examples"), join(world.directory, "examples"));
});
afterAll(() => world?.close());

describe("the tour", () => {
  test("is found in the README", () => {
    expect(tour.length).toBeGreaterThan(15);
    expect(people.length).toBeGreaterThan(1);
    expect(tour.filter(endless).length).toBe(2);
  });

  test.each(tour.filter((args) => !endless(args)).map((args) => [args.join(" "), args] as const))("marketing %s", async (_, args) => {
    const { code, stdout, stderr } = await runMarketing(args, { cwd: world.directory });
    expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
    expect(stdout.trim()).not.toBe("");
  });

  test.each(tour.filter(endless).map((args) => [args.join(" "), args] as const))("marketing %s, until Ctrl-C", async (_, args) => {
    const heard = (text: string, interrupt: () => void) => text !== "" && interrupt();
    const { code, stdout, stderr } = await runMarketing(args, { cwd: world.directory, onError: heard, onOutput: heard });
    expect([0, 130]).toContain(code);
    expect(stdout + stderr).toMatch(args[0] === "bus" ? /^listening to marketing/ : /^ +\d+ /);
  });
});

test("the SQL does what its comments say, for the role of the line that a start prints", async () => {
  const { tenantId } = JSON.parse(readFileSync(world.stack, "utf8")) as { tenantId: string };
  const statements = blocks("sql")[0]!
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("--")[0]!.replace("…", tenantId));
  expect(statements.length).toBe(4);
  const psql = new pg.Client({ connectionString: world.database.apiUrl("identity") });
  await psql.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const sql of statements.slice(0, 3)) results.push(await psql.query(sql));
    expect(results[0]!.rows).toEqual([{ count: 0 }]);
    expect(results[2]!.rows.length).toBeGreaterThan(0);
    await expect(psql.query(statements[3]!)).rejects.toThrow("permission denied");
  } finally {
    await psql.end();
  }
});
