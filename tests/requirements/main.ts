import { problemsOf } from "./check.ts";
import type { Requirement } from "./requirement.ts";
import { requirements } from "./requirements.ts";

// `npm run requirements [-- --json]`: R1 to R185, each with the tests that prove it or with what is missing. Exits with 1 when the table names
// a test that does not exist.

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

process.stdout.on("error", () => process.exit()); // who reads has seen enough: `| head`
process.stdout.write(`${process.argv.includes("--json") ? json() : table()}\n`);
const problems = problemsOf(requirements);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
