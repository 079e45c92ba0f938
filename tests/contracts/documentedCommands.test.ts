import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseCommand } from "../../clients/cli/src/args.ts";
import { commands } from "../../clients/cli/src/commands.ts";

// Every command that a document names is one, with actions and options that its --help tells.

const repository = fileURLToPath(new URL("../../", import.meta.url));
const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: repository, encoding: "utf8" }).trim().split("\n");

/** What stands in code: the lines of blocks, each with those it goes on in, and spans. */
const codeOf = (text: string): string[] => {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block]) => block!.replaceAll("\\\n", " "));
  const indented = [...text.matchAll(/^ {4}\S.*$/gm)].map(([line]) => line.trim());
  const prose = text.replaceAll(/^```\w*\n[\s\S]*?^```$/gm, "");
  return [...blocks.flatMap((block) => block.split("\n")), ...indented, ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span!)];
};

/** The words after `marketing`, up to a comment, a pipe, or what else only a shell understands. */
const marketingIn = (code: string): string[] | null => {
  const called = /^(?:npx |docker compose run --rm )?marketing +([a-z-].*)$/.exec(code.trim());
  if (!called) return null;
  const words = [...called[1]!.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain!);
  const end = words.findIndex((word) => /^(#|\||>|<|&&|;)/.test(word) || /^ {2}/.test(word));
  return end === -1 ? words : words.slice(0, end);
};

const documented = documents.flatMap((file) => codeOf(readFileSync(join(repository, file), "utf8")).map((code) => ({ file, code })));
const calls = documented.flatMap(({ file, code }) => {
  const words = marketingIn(code);
  return words === null || words.length === 0 ? [] : [{ file, words }];
});

/** What is wrong with a call; null = nothing. */
const problemOf = async ([name = "", ...args]: ReadonlyArray<string>): Promise<string | null> => {
  if (name.startsWith("-")) return null;
  if (!Object.hasOwn(commands, name)) return `there is no command ${name}`;
  const spec = await commands[name]!.load();
  const actions = spec.usage.flatMap((usage) =>
    [...usage.matchAll(new RegExp(`(?:^|[^-\\w])${name} ([a-z|]+)(?= |$|,)`, "g"))].flatMap(([, words]) => words!.split("|")),
  );
  const action = args[0] ?? "";
  if (actions.length > 0 && /^[a-z]+$/.test(action) && !actions.includes(action)) return `${name} has no action ${action}`;
  try {
    parseCommand(spec, args);
    return null;
  } catch (error) {
    return (error as Error).message.split("\n")[0]!;
  }
};

it("the documents' calls of marketing are found", () => {
  expect(calls.length).toBeGreaterThan(80);
  for (const file of ["README.md", "docs/operations.md", "docs/runbook.md", "deploy/docker/README.md", "deploy/k8s/README.md"])
    expect(calls.map((call) => call.file)).toContain(file);
});

it("each has a command, an action and options that there are", async () => {
  const problems: string[] = [];
  for (const { file, words } of calls) {
    const problem = await problemOf(words);
    if (problem !== null) problems.push(`${file}: marketing ${words.join(" ")}: ${problem}`);
  }
  expect(problems).toEqual([]);
});

it.each([
  [["projection", "status"], "there is no command projection"],
  [["projections", "stop", "users"], "projections has no action stop"],
  [["keys", "create", "shop", "--scopes", "tracking:write"], "Unknown option '--scopes'"],
  [["campaign", "pause", "ID"], null],
  [["content", "reject", "ID", "--reason", "TEXT"], null],
])("marketing %j: %s", async (words, problem) => {
  expect(await problemOf(words)).toBe(problem);
});

it("each script of npm that a document names is in package.json", () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const named = documented.flatMap(({ file, code }) =>
    [...code.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script]) => ({ file, script: script! })),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});
