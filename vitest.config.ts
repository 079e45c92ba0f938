import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { forgetPlatform } from "./deploy/local/src/testEnvironment.ts";
import { testReporter } from "./deploy/local/src/testReporter.ts";
import { patience } from "./tests/support/patience.ts";

// Before any worker starts: whether by `npm test` or by vitest itself, no test sees a platform that this checkout or this shell knows.
forgetPlatform();

// The tests start hundreds of Node processes, which spend half of their start on the same sources: compiled once, kept between runs.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "node_modules/.cache/node-compile");

/** Where `npm test` wants the results as JSON: then people are told of progress instead of every test. */
const report = process.env.TEST_REPORT;

const everywhere = [
  "shared",
  "services",
  "deploy",
  "clients",
  "examples",
  "protos",
  "docs",
  "tests/support",
  "tests/contracts",
  "tests/requirements",
  "tests/bench",
  "tests/manifests",
  "tests/containers",
].join(",");

// On what a container engine runs: `npm run test:containers`.
const containers = {
  extends: true as const,
  test: { name: "containers", include: ["tests/containers/*.container.ts"], exclude: ["**/node_modules/**"] },
};

export default defineConfig({
  test: {
    pool: "forks",
    ...(report && { reporters: [testReporter(report)] }),
    // Half of the time a file waits: for a lease to run out, for the bus to try again. Two files a core keep it busy.
    maxWorkers: Math.min(8, 2 * availableParallelism()),
    // These and the timeouts below are for what hangs, on machines with twenty times the work of their cores.
    testTimeout: 600_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: patience, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // One process for many files, which share what they import: a third of the time.
          isolate: false,
          include: [`{${everywhere}}/**/*.test.ts`],
          exclude: ["**/*.int.test.ts", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: [`{${everywhere}}/**/*.int.test.ts`],
          exclude: ["**/node_modules/**"],
          globalSetup: "tests/support/globalSetup.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/{flows,faults,attacks}/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: "tests/support/globalSetup.ts",
        },
      },
      ...(process.env.STACK === "containers" ? [containers] : []),
    ],
  },
});
