import { relative } from "node:path";
import { lastTestReport, repositoryRoot } from "@marketing/local/paths";
import type { VitestReport } from "@marketing/local/tally";
import { readJson } from "@marketing/shared/process/jsonFile";
import { countOf, type Requirement } from "./requirement.ts";

interface RunCase {
  readonly names: ReadonlyArray<string>;
  readonly status: string;
}

/** The cases of each file, from the repository's root, that the last run of all tests had; undefined = there was none. */
export const lastRun = (file = lastTestReport): ReadonlyMap<string, ReadonlyArray<RunCase>> | undefined => {
  const report = readJson<VitestReport>(file);
  return report && casesOf(report);
};

export const casesOf = ({ testResults }: VitestReport): ReadonlyMap<string, ReadonlyArray<RunCase>> =>
  new Map(
    testResults.map(({ name, assertionResults }) => [
      relative(repositoryRoot, name),
      assertionResults.map(({ ancestorTitles, title, status }) => ({ names: [title, `${ancestorTitles.at(-1)} > ${title}`], status })),
    ]),
  );

/** What Vitest puts a case's values into: `%s`, `$name`, `$0`. */
const value = /%[sdifjoO#$c]|\$[A-Za-z0-9_.]+/;

/** Does a title stand for several cases? */
export const isTemplate = (title: string): boolean => value.test(title);

/** Matches what a title is called when it runs. */
export const namesOf = (title: string): RegExp =>
  new RegExp(
    `^${title
      .split(new RegExp(value, "g"))
      .map((text) => text.replace(/%%/g, "%").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*")}$`,
  );

/** What did not run, or did not pass, of the tests that a requirement names: also one case of several that is gone. */
export const problemsOfRun = (requirements: ReadonlyArray<Requirement>, run: ReadonlyMap<string, ReadonlyArray<RunCase>>): string[] =>
  requirements.flatMap(({ id, proof }) =>
    proof.flatMap(([file, ...titles]) =>
      titles.flatMap((named) => {
        const { title, cases } = countOf(named);
        const matcher = namesOf(title);
        const ran = (run.get(file) ?? []).filter(({ names }) => names.some((name) => matcher.test(name)));
        const passed = ran.filter(({ status }) => status === "passed").length;
        if (passed === ran.length && (cases === undefined ? passed > 0 : passed === cases)) return [];
        const not = ran.find(({ status }) => status !== "passed");
        const why = not === undefined ? `${cases ?? "some"} were to run` : `"${not.names[0]}" is ${not.status}`;
        return [`R${id}: ${file} "${title}": ${passed} of ${ran.length} cases passed, ${why}`];
      }),
    ),
  );
