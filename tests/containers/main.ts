import { spawn } from "node:child_process";
import { join } from "node:path";
import { containerImages } from "@marketing/local/containerImages";
import { repositoryRoot } from "@marketing/local/paths";
import { findPostgres } from "@marketing/local/postgresServer";
import { toStderr } from "@marketing/local/progress";
import { engineAnswers, haveImage } from "../support/containers.ts";

// npm run test:containers [-- VITEST ARGUMENT…]
// The integration tests on servers in containers, and the platform built and run from its own images. Without a container engine, or
// without a way to its images, it says so and ends well: no Docker is a normal machine.

/** Of testcontainers: removes what a killed run left behind. */
const reaper = process.env.RYUK_CONTAINER_IMAGE ?? "testcontainers/ryuk:0.14.0";

/** Why nothing can be tested here; null where it can. */
const obstacle = async (): Promise<string | null> => {
  if (!(await engineAnswers())) return "no container engine answers";
  for (const { image } of Object.values(containerImages))
    if (!(await haveImage(image)))
      return `the engine has no ${image} and cannot pull it (POSTGRES_IMAGE, REDIS_IMAGE, NATS_IMAGE name others)`;
  return null;
};

const run = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repositoryRoot, "node_modules/vitest/vitest.mjs"), "run", ...args], {
      cwd: repositoryRoot,
      env: { ...process.env, ...env },
      stdio: "inherit",
    });
    child.on("close", (code) => resolve(code ?? 1));
  });

const why = await obstacle();
if (why !== null) {
  toStderr.warn(`skipped: ${why}`);
} else {
  const watched = await haveImage(reaper);
  if (!watched) toStderr.warn(`no ${reaper}: what a killed run leaves behind is yours to remove`);
  // `npm start` from the machine's programs is what these tests are about: they need them.
  const left = findPostgres() === undefined ? ["--exclude=deploy/local/src/stack.int.test.ts"] : [];
  process.exitCode = await run(["--project=int", "--project=containers", ...left, ...process.argv.slice(2)], {
    STACK: "containers",
    ...(watched ? {} : { TESTCONTAINERS_RYUK_DISABLED: "true" }),
  });
}
