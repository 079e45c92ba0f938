import { relative } from "node:path";
import { writeJson } from "@marketing/shared/process/jsonFile";
import type { UserConsoleLog } from "vitest";
import type { Reporter, SerializedError, TestCase, TestModule, TestSpecification, TestSuite, Vitest } from "vitest/node";
import type { VitestReport } from "./tally.ts";
import { type TestProgress, testProgress } from "./testProgress.ts";

/** A terminal has one line that is written anew; a log has a line now and then. */
const everyMs = { terminal: 500, log: 15_000 };
const slowest = 10;
const keptOutput = 8_000;

const ancestorsOf = (test: TestCase): string[] => {
  const titles: string[] = [];
  for (let at: TestCase | TestSuite = test; at.parent.type !== "module"; at = at.parent) titles.unshift(at.parent.name);
  return titles;
};

/** In the form of Vitest's own JSON reporter, which tells of its file at the end where results are to be. */
const reportOf = (modules: ReadonlyArray<TestModule>): VitestReport => {
  const testResults = modules.map((module) => ({
    name: module.moduleId,
    status: module.state(),
    assertionResults: [...module.children.allTests()].map((test) => ({
      ancestorTitles: ancestorsOf(test),
      title: test.name,
      status: test.result().state,
    })),
  }));
  const states = testResults.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  return {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped") + count("pending"),
    testResults,
  };
};

/**
 * What a person wants to read while all the tests run: how far they are, each failure as soon as it is known, and at the end what took
 * longest. What tests print themselves is shown with the failures of their file only. The results go to `reportFile`.
 */
export const testReporter = (reportFile: string, out: NodeJS.WriteStream = process.stderr): Reporter => {
  const terminal = out.isTTY === true;
  const output = new Map<string, string>();
  let vitest: Vitest;
  let progress: TestProgress | undefined;
  let timer: NodeJS.Timeout | undefined;
  const began = performance.now();

  const nameOf = (file: string): string => relative(vitest.config.root, file);
  const show = (): void => {
    const line = progress?.line(performance.now()) ?? "";
    out.write(terminal ? `\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `  ${line}\n`);
  };
  const say = (text: string): void => {
    out.write(`${terminal ? "\r\u001b[K" : ""}${text}\n`);
  };
  const fail = (module: TestModule, name: string, errors: ReadonlyArray<SerializedError>): void => {
    say(`✗ ${[module.project.name, nameOf(module.moduleId), name].filter(Boolean).join(" › ")}`);
    for (const error of errors) vitest.logger.printError(error, { project: module.project });
    if (terminal) show();
  };

  return {
    onInit(context) {
      vitest = context;
    },
    onTestRunStart(specifications: ReadonlyArray<TestSpecification>) {
      const files = specifications.map((s) => [nameOf(s.moduleId), vitest.cache.getTestSpecificationResult(s)?.duration] as const);
      progress = testProgress(new Map(files), vitest.config.maxWorkers);
      timer = setInterval(show, terminal ? everyMs.terminal : everyMs.log);
    },
    onTestModuleStart(module: TestModule) {
      progress?.started(nameOf(module.moduleId), performance.now());
    },
    onUserConsoleLog({ taskId, content }: UserConsoleLog) {
      const task = taskId === undefined ? undefined : vitest.state.idMap.get(taskId);
      if (task !== undefined) output.set(task.file.filepath, `${output.get(task.file.filepath) ?? ""}${content}`.slice(-keptOutput));
    },
    onTestCaseResult(test: TestCase) {
      const { state, errors } = test.result();
      if (state === "failed") fail(test.module, test.fullName, errors);
    },
    onTestSuiteResult(suite: TestSuite) {
      if (suite.errors().length > 0) fail(suite.module, suite.fullName, suite.errors());
    },
    onTestModuleEnd(module: TestModule) {
      if (module.errors().length > 0) fail(module, "", module.errors());
      const failed = !module.ok();
      const said = output.get(module.moduleId);
      if (failed && said !== undefined) say(`what ${nameOf(module.moduleId)} printed:\n${said}`);
      output.delete(module.moduleId);
      progress?.ended(nameOf(module.moduleId), performance.now(), failed);
    },
    onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<SerializedError>) {
      clearInterval(timer);
      writeJson(reportFile, reportOf(modules));
      for (const error of unhandled) {
        say("✗ outside of every test");
        vitest.logger.printError(error);
      }
      const longest = progress?.slowest(slowest) ?? [];
      if (longest.length > 1) say("the slowest files:");
      for (const { file, ms } of longest) say(`${(ms / 1_000).toFixed(1).padStart(8)} s  ${file}`);
      say(`tests: ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    },
  };
};
