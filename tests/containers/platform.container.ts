import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { checkHealth } from "@marketing/local/health";
import { repositoryRoot } from "@marketing/local/paths";
import { runnableServices } from "@marketing/local/serviceList";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCompose, readExample } from "./composeFile.ts";

// The whole of docker-compose.yml, built from this tree and run beside whatever else runs: a project of its own on free ports.

const project = `marketing-test-${process.pid}`;
const ports = Object.fromEntries([...readExample().keys()].filter((name) => name.endsWith("_PORT")).map((name) => [name, "0"]));
const env = { ...process.env, ...ports, TAG: project, COMPOSE_PROJECT_NAME: project };
const minutes = 60_000;
/** Until what was started is healthy. */
const patience = 5 * minutes;

const run = async (file: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(file, args, { cwd: repositoryRoot, env, maxBuffer: 64 << 20 })).stdout;

/** The plugin where it is there, else the program that came before it. */
const compose = async (...args: string[]): Promise<string> =>
  (await run("docker", "compose", "version").then(
    () => true,
    () => false,
  ))
    ? run("docker", "compose", ...args)
    : run("docker-compose", ...args);

const addressOf = async (service: string, port: number): Promise<string> => (await compose("port", service, String(port))).trim();
const healthOf = async (service: string): Promise<string> =>
  (await run("docker", "inspect", "--format", "{{.State.Health.Status}}", (await compose("ps", "-q", service)).trim())).trim();

const untilHealthy = async (services: readonly string[]): Promise<void> => {
  for (const until = Date.now() + patience; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const states = await Promise.all(services.map(healthOf));
    if (states.every((state) => state === "healthy")) return;
    if (Date.now() > until)
      throw new Error(
        `after ${patience / minutes} minutes: ${services.map((name, i) => `${name} ${states[i]}`).join(", ")}\n${await compose("logs", "--tail=5", ...services)}`,
      );
  }
};

const marketing = async (...args: string[]): Promise<string> => compose("run", "--rm", "-T", "marketing", ...args);

beforeAll(async () => {
  await compose("--profile", "cli", "build");
  await compose("up", "-d");
  await untilHealthy(runnableServices());
}, 15 * minutes);

afterAll(async () => {
  await compose("down", "--volumes", "--remove-orphans", "--timeout", "5");
  const made = Object.values(readCompose().services).flatMap(({ image, build }) =>
    build ? [image.replace(/:local$/, `:${project}`)] : [],
  );
  for (const image of made) await run("docker", "image", "rm", image).catch(() => ""); // one that was never built
}, 2 * minutes);

it("serves on the published ports, and does the main job with the command of its own image", { timeout: 10 * minutes }, async () => {
  for (const [index, service] of ["identity", "tracking", "campaign", "lead", "content"].entries())
    expect(await checkHealth(await addressOf(service, 50_051 + index), "readiness", 10_000)).toBe("SERVING");
  const output = await marketing("demo", "--json", "--events", "1500", "--days", "3");
  const figures = JSON.parse(output.trim().split("\n").at(-1)!) as {
    parked_events: number;
    lag_events: number;
    verify: { equal: boolean };
  };
  expect(figures).toMatchObject({ parked_events: 0, lag_events: 0, verify: { equal: true } });
});

it("comes back by itself when a service ends, with what it knew", { timeout: 5 * minutes }, async () => {
  const before = await marketing("tenants", "list", "--json");
  const id = (await compose("ps", "-q", "identity")).trim();
  await run("docker", "exec", id, "node", "--eval", "process.kill(1, 'SIGTERM')");
  const restarts = async () => Number(await run("docker", "inspect", "--format", "{{.RestartCount}}", id));
  await expect.poll(restarts, { timeout: minutes, interval: 200 }).toBe(1);
  await untilHealthy(["identity"]);
  expect(await marketing("tenants", "list", "--json")).toBe(before);
});

it("runs as nobody in particular on a file system that nobody can write", { timeout: minutes }, async () => {
  const inside = "const fs = require('fs'); try { fs.writeFileSync('/app/x', ''); } catch (e) { console.log(process.getuid(), e.code); }";
  for (const service of ["identity", "vectors"]) {
    const id = (await compose("ps", "-q", service)).trim();
    expect((await run("docker", "exec", id, "node", "--eval", inside)).trim()).toBe("10001 EROFS");
    expect((await run("docker", "exec", id, "cat", "/proc/1/cmdline")).startsWith("node\0")).toBe(true);
  }
});
