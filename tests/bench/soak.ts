import { startContender } from "./contenderHandle.ts";
import type { Bench } from "./harness.ts";
import { databaseFor } from "./harness.ts";
import type { Servers } from "./servers.ts";

/** Resident memory of one process in MiB: after the first tenth of the time, and the median and the largest of the last tenth. */
export interface Flatness {
  readonly process: string;
  readonly start: number;
  readonly end: number;
  readonly largest: number;
  readonly flat: boolean;
}
export interface SoakOutcome {
  readonly bench: string;
  readonly minutes: number;
  readonly events: number;
  readonly rate: number;
  readonly memory: ReadonlyArray<Flatness>;
  readonly problems: ReadonlyArray<string>;
}

/** What a heap that is not leaking may still move. */
const tolerance = 1.2;

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Our side alone, slice after slice for so many minutes. A process is flat when it ends with at most a fifth more than it had after warming up. */
export const soak = async (bench: Bench, servers: Servers, minutes: number): Promise<SoakOutcome> => {
  const stack = { databaseUrl: await databaseFor(servers, `${bench.name}-soak`), redisUrl: servers.redisUrl, natsUrl: servers.natsUrl };
  const handle = await startContender("soak", new URL(bench.ours, import.meta.url).href, stack, servers, bench.parameters);
  const memory = new Map<string, number[]>();
  const problems: string[] = [];
  let events = 0;
  const start = performance.now();
  try {
    while (performance.now() - start < minutes * 60_000) {
      const sample = await handle.slice(bench.parameters);
      events += sample.count;
      problems.push(...sample.problems);
      for (const [name, value] of Object.entries(sample.extra ?? {})) {
        if (!name.endsWith(" MiB")) continue;
        const process = name.slice(0, -4);
        memory.set(process, [...(memory.get(process) ?? []), value]);
      }
      const now = [...memory].map(([name, values]) => `${name} ${Math.round(values.at(-1)!)} MiB`).join(", ");
      process.stderr.write(
        `  ${((performance.now() - start) / 60_000).toFixed(1)} min  ${events} events  ${Math.round(sample.rate)}/s  ${now}\n`,
      );
    }
  } finally {
    await handle.close();
  }
  const tenth = (values: ReadonlyArray<number>): number => Math.max(1, Math.floor(values.length / 10));
  return {
    bench: bench.name,
    minutes,
    events,
    rate: events / ((performance.now() - start) / 1_000),
    memory: [...memory].map(([name, values]) => {
      const last = values.slice(-tenth(values));
      const [first, end] = [values[tenth(values)] ?? values[0]!, median(last)];
      return { process: name, start: first, end, largest: Math.max(...last), flat: end <= first * tolerance };
    }),
    problems,
  };
};

export const soakText = ({ bench, minutes, events, rate, memory, problems }: SoakOutcome): string =>
  [
    `\n${bench} for ${minutes} minutes: ${events.toLocaleString("en")} events, ${Math.round(rate).toLocaleString("en")}/s`,
    ...memory.map(
      (m) =>
        `  ${m.process}: ${m.start.toFixed(0)} MiB after warming up, ${m.end.toFixed(0)} MiB at the end → ${m.flat ? "flat" : "GROWING"}`,
    ),
    problems.length ? `  WRONG: ${problems.join("; ")}` : "  correct: counts, order and gaps checked after every slice",
  ].join("\n");
