import { problemsOf } from "./check.ts";
import { lastRun, problemsOfRun } from "./lastRun.ts";
import type { Requirement } from "./requirement.ts";
import { requirements } from "./requirements.ts";

// `npm run requirements [-- --json | --check]`: R1 to R185, each with the tests that prove it or with what is missing, and whether the last
// `npm test` ran them all; `--check` only what is wrong. Exits with 1 when the table names a test that does not exist, or that did not run or pass.

const proofs = ({ proof }: Requirement): string[] => proof.flatMap(([file, ...titles]) => titles.map((title) => `${file} > ${title}`));

const table = (): string => {
  const width = Math.max(...requirements.map((r) => r.says.length));
  const lines = requirements.flatMap((r) => {
    const head = `${`R${r.id}`.padEnd(5)} ${r.says.padEnd(width)} `;
    const [first, ...more] = r.missing === "" ? proofs(r) : [`not yet: ${r.missing}`];
    return [`${head} ${first}`, ...more.map((line) => `${" ".repeat(head.length)} ${line}`)];
  });
  const done = requirements.filter((r) => r.missing === "").length;
  return [...lines, "", `${done} proven, ${requirements.length - done} not yet`].join("\n");
};

const json = (): string =>
  JSON.stringify(
    requirements.map((r) => ({
      id: `R${r.id}`,
      says: r.says,
      proven: r.missing === "",
      tests: r.proof.flatMap(([file, ...titles]) => titles.map((title) => ({ file, title }))),
      missing: r.missing,
    })),
    null,
    2,
  );

const run = lastRun();
const problems = problemsOf(requirements);
const unproven = run === undefined ? [] : problemsOfRun(requirements, run);
process.stdout.on("error", () => process.exit()); // who reads has seen enough: `| head`
if (!process.argv.includes("--check")) {
  process.stdout.write(`${process.argv.includes("--json") ? json() : table()}\n`);
  if (run === undefined)
    console.error("no run of all tests is on record here: npm test makes one, and this then tells which of these ran and passed");
  else if (unproven.length === 0) console.error("the last npm test ran each of these, and each passed");
}
for (const problem of [...problems, ...unproven]) console.error(problem);
process.exitCode = problems.length + unproven.length === 0 ? 0 : 1;
