import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Parameters, Sample, Stack } from "./contender.ts";
import type { Answer, Order, RunAnswer } from "./contenderProcess.ts";
import { familyMs } from "./cpu.ts";
import type { Servers } from "./servers.ts";

/** A sample with what it cost: microseconds of CPU an event, by process. */
export interface Measured extends Sample {
  readonly rate: number;
  readonly cpu: Readonly<Record<"total" | "self" | "postgres" | "redis" | "nats" | "services", number>>;
}

/** The contender needs a file that does not exist (yet). */
export class NotBuilt extends Error {}

/** A contender in its own process. */
export interface Handle {
  readonly name: string;
  /** Prepares, runs and checks one slice. */
  slice(parameters: Parameters): Promise<Measured>;
  close(): Promise<void>;
}

export const startContender = async (
  name: string,
  module: string,
  stack: Stack,
  servers: Servers,
  parameters: Parameters,
): Promise<Handle> => {
  const child: ChildProcess = fork(fileURLToPath(new URL("./contenderProcess.ts", import.meta.url)), [], {
    execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, BENCH_CONTENDER: name },
  });
  const ask = (order: Order): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`${name} ended with code ${code}`));
      child.once("exit", ended);
      child.once("message", (answer: Answer) => {
        child.off("exit", ended);
        if ("value" in answer || !("error" in answer)) resolve("value" in answer ? answer.value : undefined);
        else reject(answer.missing ? new NotBuilt(answer.error) : new Error(`${name}: ${answer.error}`));
      });
      child.send(order);
    });
  const end = (): void => {
    if (child.connected) child.disconnect();
  };
  let pids: ReadonlyArray<number>;
  try {
    pids = (await ask({ do: "create", module, stack, parameters })) as ReadonlyArray<number>;
  } catch (error) {
    end();
    throw error;
  }
  const familiesMs = () => ({
    postgres: familyMs(servers.pids.postgres),
    redis: familyMs(servers.pids.redis),
    nats: familyMs(servers.pids.nats),
    services: pids.reduce((sum, pid) => sum + familyMs(pid), 0),
  });
  return {
    name,
    slice: async (parameters) => {
      await ask({ do: "prepare", parameters });
      const before = familiesMs();
      const { cpuMs, ...sample } = (await ask({ do: "run", parameters })) as RunAnswer;
      const after = familiesMs();
      const problems = (await ask({ do: "check", parameters })) as ReadonlyArray<string>;
      const each = (ms: number): number => (ms * 1_000) / Math.max(1, sample.count);
      const cpu = {
        self: each(cpuMs),
        postgres: each(after.postgres - before.postgres),
        redis: each(after.redis - before.redis),
        nats: each(after.nats - before.nats),
        services: each(after.services - before.services),
      };
      return {
        ...sample,
        problems,
        rate: sample.count / sample.seconds,
        cpu: { ...cpu, total: Object.values(cpu).reduce((a, b) => a + b, 0) },
      };
    },
    close: async () => {
      await Promise.race([ask({ do: "close" }), new Promise((r) => setTimeout(r, 10_000))]).catch(() => undefined);
      end();
    },
  };
};
