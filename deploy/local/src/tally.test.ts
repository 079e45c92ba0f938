import { expect, it } from "vitest";
import { add, line, nothing, tallyOf, type VitestReport } from "./tally.ts";

const report = (change: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [],
  ...change,
});

it("counts what passed, failed and was skipped", () => {
  expect(line(tallyOf(report({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }), 1))).toBe("3 passed, 2 failed, 2 skipped");
  expect(line(add(nothing, tallyOf(report({}), 0)))).toBe("3 passed, 0 failed");
});

it("counts a file that did not load as one failure", () => {
  expect(tallyOf(report({ testResults: [{ name: "a.test.ts", status: "failed", assertionResults: [] }] }), 1).failed).toBe(1);
  const failedTest = { name: "a.test.ts", status: "failed", assertionResults: [{ ancestorTitles: [], title: "a", status: "failed" }] };
  expect(tallyOf(report({ numFailedTests: 1, testResults: [failedTest] }), 1).failed).toBe(1);
});

it("never calls a failed run green", () => {
  expect(tallyOf(report({}), 1).failed).toBe(1);
  expect(tallyOf(undefined, 0).failed).toBe(1);
});
