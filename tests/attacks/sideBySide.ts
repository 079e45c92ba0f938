import { RpcError } from "@marketing/shared/base/errors";

const measured = process.env.ATTACK_ROUNDS !== undefined;
const ownRounds = Number(process.env.ATTACK_ROUNDS ?? 2);

/**
 * How many times its quiet p99 a neighbour may be slower. `npm run attacks` measures it over many rounds; a run of all the tests shares the
 * machine with itself, and looks for what is broken.
 */
export const mostSlower = measured ? 3 : 15;

/** The value below which `share` of them lie. */
const quantile = (values: ReadonlyArray<number>, share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

interface Window {
  readonly p50: number;
  readonly p99: number;
  /** How many calls failed, by the reason. */
  readonly failed: Readonly<Record<string, number>>;
}

/** `calls` calls, four at a time. */
const measure = async (call: () => Promise<unknown>, calls: number): Promise<Window> => {
  const took: number[] = [];
  const failed: Record<string, number> = {};
  let left = calls;
  const one = async () => {
    while (left-- > 0) {
      const began = performance.now();
      await call().catch((error: unknown) => {
        const reason = error instanceof RpcError ? error.reason : String(error);
        failed[reason] = (failed[reason] ?? 0) + 1;
      });
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: 4 }, one));
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99), failed };
};

export interface SideBySide {
  /** What the quiet tenant does, again and again. */
  readonly quiet: () => Promise<unknown>;
  /** Keeps up the attack until the signal aborts, then resolves when it is over. Calls `underWay` when what it does is to be felt. */
  readonly attack: (signal: AbortSignal, underWay: () => void) => Promise<unknown>;
}

export interface Felt {
  /** Calls of the quiet tenant that failed, by reason. */
  readonly failed: Readonly<Record<string, number>>;
  /** Of its p99 under attack and without: the median of the rounds. */
  readonly slower: number;
  readonly figures: string;
}

/**
 * How a neighbour's attack feels: rounds of the same calls without and under it. Both halves of a round meet the machine's other work alike,
 * and a round that something else disturbed is outvoted.
 */
export const sideBySide = async ({ quiet, attack }: SideBySide, rounds = ownRounds, calls = measured ? 300 : 100): Promise<Felt> => {
  await measure(quiet, calls);
  const failed: Record<string, number> = {};
  const ratios: number[] = [];
  const lines: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await measure(quiet, calls);
    const end = new AbortController();
    const { promise: begun, resolve: underWay } = Promise.withResolvers<void>();
    const attacking = attack(end.signal, underWay);
    await Promise.race([begun, attacking]);
    const beside = await measure(quiet, calls);
    end.abort();
    await attacking;
    for (const { failed: those } of [alone, beside])
      for (const [reason, n] of Object.entries(those)) failed[reason] = (failed[reason] ?? 0) + n;
    ratios.push(beside.p99 / alone.p99);
    lines.push(`p50 ${alone.p50.toFixed(1)} → ${beside.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} → ${beside.p99.toFixed(1)} ms`);
  }
  const slower = quantile(ratios, 0.5);
  return { failed, slower, figures: `${slower.toFixed(2)} times the quiet p99\n  ${lines.join("\n  ")}` };
};
