export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A case as it ran: a test of several rows has one each, its title filled in. */
export interface CaseReport {
  /** Of the describes around it, outermost first. */
  readonly ancestorTitles: ReadonlyArray<string>;
  readonly title: string;
  readonly status: string;
}

/** What `vitest --reporter=json` writes, as far as it is read here. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests?: number;
  readonly testResults: ReadonlyArray<{
    /** The file. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: ReadonlyArray<CaseReport>;
  }>;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/**
 * Counts tests. A file that could not even be loaded, or whose hooks failed, counts as one failure; so does a run that failed
 * outside of every test (an unhandled rejection, a crash, no report), so that a bad run never counts zero failures.
 */
export const tallyOf = (report: VitestReport | undefined, exitCode: number): Tally => {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((a) => a.status === "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
};

export const line = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
