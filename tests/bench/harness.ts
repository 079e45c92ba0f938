import pg from "pg";
import type { Parameters } from "./contender.ts";
import { type Handle, type Measured, NotBuilt, startContender } from "./contenderHandle.ts";
import type { Servers } from "./servers.ts";

/** A figure of ours divided by the same figure of the peer, round by round. */
export interface Claim {
  readonly what: string;
  readonly of: (sample: Measured) => number;
  /** Whether a ratio above or below the floor is the good side. */
  readonly better: "higher" | "lower";
  readonly floor: number;
  readonly goal: number;
}

export interface Bench {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  readonly parameters: Parameters;
  /** Files beside this one that export `create`. */
  readonly ours: string;
  readonly peer: string;
  /** Run in every round for their figures alone. */
  readonly others?: ReadonlyArray<string>;
  readonly claims: ReadonlyArray<Claim>;
}

export type Verdict = "goal" | "floor" | "BELOW FLOOR";
export interface Ratio {
  readonly what: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly floor: number;
  readonly goal: number;
  readonly better: "higher" | "lower";
  readonly verdict: Verdict;
}
/** A ratio that is shown and judges nothing. */
export interface Remark {
  readonly what: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}
export interface Outcome {
  readonly bench: Bench;
  readonly rounds: number;
  /** The median sample of each contender that ran. */
  readonly figures: Readonly<Record<string, Measured>>;
  readonly ratios: ReadonlyArray<Ratio>;
  readonly remarks: ReadonlyArray<Remark>;
  readonly problems: ReadonlyArray<string>;
  /** Contenders whose code does not exist yet. */
  readonly missing: ReadonlyArray<string>;
}

export const rateOf = (s: Measured): number => s.rate;
export const p99Of = (s: Measured): number => s.latency?.p99 ?? Number.NaN;

const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const middleSample = (samples: ReadonlyArray<Measured>): Measured => [...samples].sort((a, b) => a.rate - b.rate)[samples.length >> 1]!;

/** Round by round, of the figure that a busy machine disturbs least. */
const compareCpu = (ours: ReadonlyArray<Measured>, peer: ReadonlyArray<Measured>): Remark => {
  const ratios = ours.map((sample, round) => sample.cpu.total / peer[round]!.cpu.total);
  return { what: "CPU per event", median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
};

/** Ours against the peer's, round by round; what counts is the median. */
export const judge = (claim: Claim, ours: ReadonlyArray<Measured>, peer: ReadonlyArray<Measured>): Ratio => {
  const ratios = ours.map((sample, round) => claim.of(sample) / claim.of(peer[round]!));
  const m = median(ratios);
  const reaches = (mark: number): boolean => (claim.better === "higher" ? m >= mark : m <= mark);
  const verdict = reaches(claim.goal) ? "goal" : reaches(claim.floor) ? "floor" : "BELOW FLOOR";
  const { what, floor, goal, better } = claim;
  return { what, median: m, lowest: Math.min(...ratios), highest: Math.max(...ratios), floor, goal, better, verdict };
};

/** A new, empty database of that name. */
export const databaseFor = async (servers: Servers, name: string): Promise<string> => {
  const admin = new pg.Client({ connectionString: `${servers.postgresUrl}/postgres` });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await admin.query(`CREATE DATABASE "${name}"`);
  await admin.end();
  return `${servers.postgresUrl}/${name}`;
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const nameOf = (module: string): string => module.replace(/^.*\//, "").replace(/\.ts$/, "");

/**
 * Rounds of A B A B: each round every contender does one slice, one after the other, so that what else the machine is doing
 * falls on both alike; what is compared is the ratio within a round. Round 0 warms up and is not counted.
 */
export const runBench = async (bench: Bench, servers: Servers, rounds: number, only?: string): Promise<Outcome> => {
  const modules = [bench.ours, bench.peer, ...(bench.others ?? [])].filter((m) => only === undefined || nameOf(m) === only);
  const handles: Handle[] = [];
  const missing: string[] = [];
  const samples: Record<string, Measured[]> = {};
  const problems: string[] = [];
  try {
    for (const module of modules) {
      const name = nameOf(module);
      const stack = {
        databaseUrl: await databaseFor(servers, `${bench.name}-${name}`),
        redisUrl: servers.redisUrl,
        natsUrl: servers.natsUrl,
      };
      try {
        handles.push(await startContender(name, new URL(module, import.meta.url).href, stack, servers, bench.parameters));
      } catch (error) {
        if (!(error instanceof NotBuilt)) throw error;
        missing.push(name);
        say(`  ${name} is not built yet: ${error.message.split("\n")[0]}`);
      }
    }
    for (let round = 0; round <= rounds; round++) {
      for (const handle of handles) {
        const sample = await handle.slice(bench.parameters);
        problems.push(...sample.problems.map((p) => `${handle.name}, round ${round}: ${p}`));
        if (round > 0) {
          samples[handle.name] ??= [];
          samples[handle.name]!.push(sample);
        }
        const latency = sample.latency ? `  p50 ${sample.latency.p50.toFixed(2)} p99 ${sample.latency.p99.toFixed(2)} ms` : "";
        say(
          `  ${bench.name} ${round === 0 ? "warm-up" : `${round}/${rounds}`} ${handle.name.padEnd(22)} ${Math.round(sample.rate)}/s${latency}`,
        );
      }
    }
  } finally {
    for (const handle of handles) await handle.close();
  }
  const ours = samples[nameOf(bench.ours)];
  const peer = samples[nameOf(bench.peer)];
  return {
    bench,
    rounds,
    figures: Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, middleSample(all)])),
    ratios: ours && peer ? bench.claims.map((claim) => judge(claim, ours, peer)) : [],
    remarks: ours && peer ? [compareCpu(ours, peer)] : [],
    problems,
    missing,
  };
};
