import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, type ProcessIdentity, startTimeOf } from "@marketing/shared/process/processIdentity";
import { until } from "@marketing/tests/support/patience";
import { expect, it } from "vitest";
import { repositoryRoot } from "./paths.ts";
import { withoutPlatform } from "./testEnvironment.ts";

const parentOf = (pid: number): number => {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[1],
    );
  } catch {
    return 0;
  }
};
const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
};

/** Adds the processes that descend from those known. */
const watch = (family: Map<number, ProcessIdentity & { readonly command: string }>): void => {
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const pid = Number(name);
    const start = startTimeOf(pid);
    if (!family.has(pid) && family.has(parentOf(pid)) && start) family.set(pid, { pid, start, command: commandOf(pid) });
  }
};

it.skipIf(process.platform !== "linux").each([
  ["SIGTERM", "to the run alone"],
  ["SIGINT", "to its whole group, as Ctrl-C in a terminal"],
] as const)("leaves no process behind on %s %s", { timeout: 400_000 }, async (signal, whom) => {
  const env = Object.fromEntries(
    Object.entries(withoutPlatform()).filter(([name]) => !/^(VITEST|MARKETING_TEST|TEST_REPORT|TINYPOOL)/.test(name)),
  );
  const selection = ["--project", "int", "shared/src/subscription/subscription.int.test.ts"];
  const run = spawn(join(repositoryRoot, "deploy/local/test"), selection, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => run.on("close", resolve));
  run.stdout.resume();
  run.stderr.resume();
  const pid = run.pid!;
  const family = new Map([[pid, { pid, start: startTimeOf(pid)!, command: "npm test" }]]);
  const has = (what: RegExp): boolean => [...family.values()].some(({ command }) => what.test(command));
  await until("workers and servers run", () => {
    watch(family);
    return [/vitest/, /postgres/, /redis-server/, /nats-server/, /identity/].every(has);
  });
  process.kill(whom.startsWith("to the run") ? pid : -pid, signal);
  const watching = setInterval(() => watch(family), 50);
  expect(await ended).toBe(signal === "SIGTERM" ? 143 : 130);
  clearInterval(watching);
  const left = () => [...family.values()].filter(isAlive);
  await until("all of them have ended", () => left().length === 0).catch(() => expect(left().map(({ command }) => command)).toEqual([]));
  console.log(`${signal}: all of ${family.size} processes ended`);
});
