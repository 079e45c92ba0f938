import { existsSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import vitestConfig from "../../vitest.config.ts";
import { isTemplate, namesOf } from "./lastRun.ts";
import { countOf, type Requirement } from "./requirement.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Title {
  readonly title: string;
  /** The describe before it; "" = none. */
  readonly group: string;
}

const literal = /(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)\s*,/y;

/** The tests of a file that run: a skipped, planned or conditional one is none, nor is one in a comment. */
export const titlesOf = (source: string): Title[] => {
  const code = source.replace(/^\s*\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
  const titles: Title[] = [];
  let group = "";
  let groupRuns = true;
  // `it("…"`, `describe.skip("…"`, and the second call of `it.each([…])("…"`
  for (const m of code.matchAll(/(?:\b(describe|it|test)((?:\.\w+)*)|(\)))\(\s*/g)) {
    literal.lastIndex = m.index + m[0].length;
    const found = literal.exec(code);
    if (!found) continue;
    const title = (found[1] ?? found[2] ?? found[3] ?? "").replace(/\\(.)/g, "$1");
    const runs = !/\.(skip|todo|fails)\b/.test(m[2] ?? "");
    if (m[1] === "describe") {
      group = title;
      groupRuns = runs;
      continue;
    }
    const before = code.slice(code.lastIndexOf("\n", m.index) + 1, m.index);
    const conditional = m[3] !== undefined && /\b(skipIf|runIf|skip)\b/.test(before);
    const nested = /^\s/.test(code.slice(code.lastIndexOf("\n", m.index) + 1)) || m[3] !== undefined;
    if (runs && !conditional && (groupRuns || !nested)) titles.push({ title, group: nested ? group : "" });
  }
  return titles;
};

const included = (vitestConfig.test?.projects ?? []).flatMap((project) =>
  typeof project === "object" && "test" in project ? (project.test?.include ?? []) : [],
);

/** What is wrong with the table: ids that are missing, tests that do not exist or never run, a requirement with neither proof nor reason. */
export const problemsOf = (requirements: ReadonlyArray<Requirement>, last = 185): string[] => {
  const problems: string[] = [];
  const files = new Map<string, Title[]>();
  const titlesIn = (file: string): Title[] => {
    let titles = files.get(file);
    if (!titles) {
      const path = join(root, file);
      titles = existsSync(path) ? titlesOf(readFileSync(path, "utf8")) : [];
      files.set(file, titles);
      if (!existsSync(path)) problems.push(`there is no ${file}`);
      else if (!included.some((glob) => matchesGlob(file, glob))) problems.push(`npm test does not run ${file}`);
    }
    return titles;
  };
  const ids = requirements.map((r) => r.id).join();
  if (ids !== Array.from({ length: last }, (_, i) => i + 1).join()) problems.push(`the ids are not R1 to R${last} in order`);
  for (const { id, says, proof, missing } of requirements) {
    if (says === "") problems.push(`R${id} says nothing`);
    if (proof.length > 0 === missing.length > 0) problems.push(`R${id} needs a proof or what is missing`);
    for (const [file, ...names] of proof) {
      const titles = titlesIn(file);
      if (names.length === 0) problems.push(`R${id} names no test of ${file}`);
      for (const name of names) {
        const { title, cases } = countOf(name);
        const named = titles.some((t) => [t.title, `${t.group} > ${t.title}`].includes(title));
        // One case of a title that stands for several, as it is called when it runs.
        const filledIn = titles.some((t) => isTemplate(t.title) && namesOf(t.title).test(title.slice(title.lastIndexOf(" > ") + 3)));
        if (!named && !filledIn) problems.push(`R${id}: ${file} has no test "${title}"`);
        else if (isTemplate(title) !== (cases !== undefined))
          problems.push(
            `R${id}: "${title}" of ${file} ${cases === undefined ? "stands for several cases: say how many (×N)" : "is one case"}`,
          );
      }
    }
  }
  return problems;
};
