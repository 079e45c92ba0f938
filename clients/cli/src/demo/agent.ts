import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { MarketingClient } from "@marketing/client";
import type { Stack } from "@marketing/client/stack";
import { TaskStatus } from "@marketing/protos/campaign/v1/task_service";
import { CliError, exitCodes } from "../exitCodes.ts";

export const agentName = "example-agent";

const program = fileURLToPath(new URL("../../../../examples/agent/src/main.ts", import.meta.url));
const patience = 60_000;

/** The example agent as a process of its own; it gets the addresses, the key and where certificates are, and nothing else of this program. */
const startAgent = (stack: Stack): ChildProcess => {
  const addresses = [...stack.addresses].map(([service, address]) => [`MARKETING_${service.toUpperCase()}_ADDRESS`, address]);
  const { caFile = "", certFile = "", keyFile = "" } = stack.tls ?? {};
  const tls = { MARKETING_TLS_CA_FILE: caFile, MARKETING_TLS_CERT_FILE: certFile, MARKETING_TLS_KEY_FILE: keyFile };
  const env = {
    PATH: process.env.PATH,
    MARKETING_STACK: "",
    MARKETING_API_KEY: stack.apiKey ?? "",
    ...tls,
    ...Object.fromEntries(addresses),
  };
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, "--worker", agentName], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
};

const openTasks = async ({ task }: MarketingClient): Promise<number> => {
  const [pending, claimed] = await Promise.all([
    task.listTasks({ status: TaskStatus.PENDING, pageSize: 1_000 }),
    task.listTasks({ status: TaskStatus.CLAIMED, pageSize: 1_000 }),
  ]);
  return pending.tasks.length + claimed.tasks.length;
};

/** Lets the example agent work until nothing is left to do. Gives false where there is no agent here to start. */
export const agentWorks = async (client: MarketingClient, stack: Stack, signal: AbortSignal): Promise<boolean> => {
  if (!existsSync(program)) return false;
  if ((await openTasks(client)) === 0) return true;
  const agent = startAgent(stack);
  let said = "";
  agent.stderr?.on("data", (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4_000);
  });
  const gone = new Promise<void>((resolve) => {
    agent.once("exit", () => resolve());
    agent.once("error", () => resolve());
  });
  try {
    const until = performance.now() + patience;
    while ((await openTasks(client)) > 0) {
      if (agent.exitCode !== null) throw new CliError(`the example agent has ended: ${said.trim().split("\n").at(-1)}`, exitCodes.failed);
      if (performance.now() > until)
        throw new CliError(
          `after ${patience / 1_000} s tasks are still open. The agent said: ${said.trim().split("\n").at(-1)}`,
          exitCodes.failed,
        );
      await sleep(250, undefined, { signal });
    }
    return true;
  } finally {
    if (agent.exitCode === null) agent.kill("SIGTERM");
    await Promise.race([gone, sleep(5_000)]);
    if (agent.exitCode === null) agent.kill("SIGKILL");
  }
};
