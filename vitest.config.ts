import { defineConfig } from "vitest/config";
import { forgetPlatform } from "./deploy/local/src/testEnvironment.ts";

// Before any worker starts: whether by `npm test` or by vitest itself, no test sees a platform that this checkout or this shell knows.
forgetPlatform();

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
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`{${everywhere}}/**/*.test.ts`],
          exclude: ["**/*.int.test.ts", "**/node_modules/**"],
          // Some start programs of their own, on machines with other work to do.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: [`{${everywhere}}/**/*.int.test.ts`],
          exclude: ["**/node_modules/**"],
          globalSetup: "tests/support/globalSetup.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/{flows,faults}/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: "tests/support/globalSetup.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      ...(process.env.STACK === "containers" ? [containers] : []),
    ],
  },
});
