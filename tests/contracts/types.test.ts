import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched } from "../support/patience.ts";

// Mistakes that nobody may make unnoticed, made in a copy of the services: each has to be an error of the compiler, in the line where it is.

interface Mistake {
  readonly what: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  /** The file and the text of the line that the compiler names; default: where the mistake is. */
  readonly named?: readonly [file: string, text: string];
}

const mistakes: ReadonlyArray<Mistake> = [
  {
    what: "a field of an answer that the contract does not have",
    file: "lead/src/lead/messages.ts",
    from: 'phoneRaw: facts.phone ?? "",',
    to: 'phoneRaw: facts.phone ?? "", compny: facts.company ?? "",',
  },
  {
    what: "a misspelt field of an answer",
    file: "identity/src/tenant/messages.ts",
    from: "timezone: t.timezone,",
    to: "timzone: t.timezone,",
  },
  {
    what: "a field of a request that the contract does not have",
    file: "tracking/src/event/queryRpcs.ts",
    from: "limit: number({ min: 0 })",
    to: "limt: number({ min: 0 })",
  },
  {
    what: "the name of a view that does not exist",
    file: "lead/src/lead/queryRpcs.ts",
    from: "readAs(pool, ctx, leadView,",
    to: 'readAs(pool, ctx, "leeds",',
  },
  {
    what: "an event that is folded and no longer defined",
    file: "lead/src/lead/events.ts",
    from: /^ {4}lead_lost: event<[\s\S]*?^ {4}\}\),\n/m,
    to: "",
    named: ["lead/src/lead/state.ts", 'case "lead_lost"'],
  },
  {
    what: "a misspelt field of an event in what is published of it",
    file: "content/src/content/events.ts",
    from: "contentId: d.contentId,",
    to: "contentId: d.cntentId,",
  },
  {
    what: "a personal field that the event does not have",
    file: "identity/src/user/events.ts",
    from: '"externalId"',
    to: '"externId"',
  },
  {
    what: "an RPC that nobody serves",
    file: "tracking/src/service.ts",
    from: /^\s*subscribe: subscribeRpc\(.*\n/m,
    to: "",
    named: ["tracking/src/service.ts", "implement(TrackingService"],
  },
];

const repository = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let errors: ReadonlyArray<string>;

const lineOf = (file: string, text: string): number => {
  const lines = readFileSync(join(folder, "services", file), "utf8").split("\n");
  const at = lines.findIndex((line) => line.includes(text));
  if (at === -1) throw new Error(`${file} has no line with ${text}`);
  return at + 1;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "marketing-types-"));
  cpSync(join(repository, "services"), join(folder, "services"), { recursive: true, filter: (path) => !path.includes("node_modules") });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(repository, "tsconfig.json"), include: ["services"], exclude: ["**/*.test.ts", "**/testing.ts"] }),
  );
  for (const { file, from, to, what } of mistakes) {
    const path = join(folder, "services", file);
    const before = readFileSync(path, "utf8");
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} has no place for the mistake: ${what}`);
    writeFileSync(path, after);
  }
  const { stdout } = spawnSync(process.execPath, [join(repository, "node_modules/typescript/bin/tsc"), "-p", folder], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  errors = stdout.split("\n").filter((line) => line.startsWith("services/"));
}, stretched(120_000));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the compiler refuses", () => {
  it.each(mistakes)("$what", ({ file, to, named = [file, to.trim()] }) => {
    const place = `services/${named[0]}(${lineOf(...named)},`;
    expect(errors.filter((error) => error.startsWith(place))).not.toEqual([]);
  });

  it("and nothing that is right", () => {
    const touched = new Set(mistakes.flatMap(({ file, named }) => [file, named?.[0] ?? file]));
    const elsewhere = errors.filter((error) => ![...touched].some((file) => error.startsWith(`services/${file}(`)));
    // What folds or tells of the event that is gone stands elsewhere too.
    expect(elsewhere.filter((error) => !error.includes("lead"))).toEqual([]);
  });
});
