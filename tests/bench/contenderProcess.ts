import type { Contender, CreateContender, Parameters, Sample, Stack } from "./contender.ts";

/** What the harness asks of a contender's process, one at a time, in order. */
export type Order =
  | { readonly do: "create"; readonly module: string; readonly stack: Stack; readonly parameters: Parameters }
  | { readonly do: "prepare" | "run" | "check"; readonly parameters: Parameters }
  | { readonly do: "close" };
export type Answer = { readonly value: unknown } | { readonly error: string; readonly missing: boolean };
/** Of a run: its sample, this process's own CPU time over it in ms, and the processes that belong to it. */
export type RunAnswer = Omit<Sample, "problems"> & { readonly cpuMs: number };

let contender: Contender | undefined;

const obey = async (order: Order): Promise<unknown> => {
  if (order.do === "create") {
    const { create } = (await import(order.module)) as { create: CreateContender };
    contender = await create(order.stack, order.parameters);
    return contender.pids?.() ?? [];
  }
  if (!contender) throw new Error("create comes first");
  if (order.do === "close") return contender.close();
  if (order.do === "prepare") return contender.prepare?.(order.parameters);
  if (order.do === "check") return contender.check(order.parameters);
  globalThis.gc?.(); // every slice starts with a clean heap; the slice pays for what it makes itself
  const before = process.cpuUsage();
  const sample = await contender.run(order.parameters);
  const cpu = process.cpuUsage(before);
  return { ...sample, cpuMs: (cpu.user + cpu.system) / 1_000 } satisfies RunAnswer;
};

process.on("message", (order: Order) => {
  void obey(order)
    .then((value): Answer => ({ value }))
    .catch(
      (error: Error & { code?: string }): Answer => ({
        error: error.stack ?? String(error),
        missing: error.code === "ERR_MODULE_NOT_FOUND",
      }),
    )
    .then((answer) => process.send!(answer));
});
process.on("SIGINT", () => undefined); // the harness decides when a contender ends
process.on("disconnect", () => process.exit(0));
