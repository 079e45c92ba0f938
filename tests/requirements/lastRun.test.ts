import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { expect, it } from "vitest";
import { casesOf, problemsOfRun } from "./lastRun.ts";
import { proven } from "./requirement.ts";

const file = "services/one/src/a.test.ts";

const problems = (cases: ReadonlyArray<readonly [group: string, title: string, status: string]>, ...titles: string[]): string[] => {
  const assertionResults = cases.map(([group, title, status]) => ({ ancestorTitles: ["outer", group], title, status }));
  const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  const report = { ...counts, testResults: [{ name: join(repositoryRoot, file), status: "passed", assertionResults }] };
  return problemsOfRun([proven(7, "seven", [file, ...titles])], casesOf(report));
};

it("is content where every case ran and passed", () => {
  const cases = [
    ["g", "plain (a.b)", "passed"],
    ["g", "refuses 1", "passed"],
    ["g", "refuses 2\n", "passed"],
  ] as const;
  expect(problems(cases, "plain (a.b)", "g > plain (a.b)", "refuses %j ×2", "g > refuses %j ×2", "refuses 1")).toEqual([]);
});

it("misses a case that is gone, skipped or failed, and a file that did not run", () => {
  const gone = [["g", "refuses 1", "passed"]] as const;
  expect(problems(gone, "refuses %j ×2")).toEqual([`R7: ${file} "refuses %j": 1 of 1 cases passed, 2 were to run`]);
  expect(problems([...gone, ["g", "refuses 2", "skipped"]], "refuses %j ×2")).toEqual([
    `R7: ${file} "refuses %j": 1 of 2 cases passed, "refuses 2" is skipped`,
  ]);
  expect(problems([["g", "plain", "failed"]], "plain")).toEqual([`R7: ${file} "plain": 0 of 1 cases passed, "plain" is failed`]);
  expect(problems([], "plain")).toEqual([`R7: ${file} "plain": 0 of 0 cases passed, some were to run`]);
});

it("takes no other title for it", () => {
  expect(problems([["other", "plain", "passed"]], "g > plain")).toHaveLength(1);
  expect(problems([["g", "plain aXb", "passed"]], "plain a.b")).toHaveLength(1);
});
