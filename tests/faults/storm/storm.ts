import type { Progress } from "@marketing/local/progress";
import { sleep } from "@marketing/shared/base/sleep";
import { randomOf } from "../../support/random.ts";
import { serviceNames } from "../../support/rpc.ts";
import { openCrowd } from "../crowd.ts";
import { type Fault, faults } from "./faults.ts";
import { openListener } from "./listener.ts";
import type { Platform } from "./platform.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface StormOptions {
  readonly minutes: number;
  readonly seed: number;
  /** People that come a second. */
  readonly rate: number;
  /** Only faults whose kind contains it; empty = all. */
  readonly only: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface StormOutcome extends Verdict {
  /** How often each kind struck. */
  readonly faults: Readonly<Record<string, number>>;
  /** From the blow until a person who came after it was a lead that knew who they were, ms. */
  readonly longestRecoveryMs: number;
  readonly longestRecoveryOf: string;
  readonly people: number;
}

/** Kinds by chance, each as often as the others. */
function* endless(all: ReadonlyArray<Fault>, shuffled: (all: ReadonlyArray<Fault>) => ReadonlyArray<Fault>): Generator<Fault> {
  for (;;) yield* shuffled(all);
}

/** People come and buy while one fault after another strikes; then everything that was acknowledged is looked for. */
export const storm = async (platform: Platform, options: StormOptions): Promise<StormOutcome> => {
  const { minutes, seed, rate, progress, signal } = options;
  const { world } = platform;
  const random = randomOf(seed);
  const tenant = await world.newTenant("Storm");
  const crowd = await openCrowd(world, tenant, serviceNames);
  const listener = openListener(world.envOf("tracking").NATS_URL!, tenant.tenantId);
  const running = { now: true };
  const writing = crowd.writer(running);
  const people: Promise<void>[] = [];
  const coming = (async () => {
    for (; running.now; await sleep(1_000 / rate)) people.push(crowd.person());
  })();
  const struck: Record<string, number> = {};
  let [longestRecoveryMs, longestRecoveryOf] = [0, ""];
  const blows = endless(
    faults.filter(({ kind }) => kind.includes(options.only)),
    (all) => random.shuffled(all),
  );
  await crowd.probe();
  for (const end = Date.now() + minutes * 60_000; Date.now() < end && !signal.aborted; ) {
    const { kind, strike } = blows.next().value as Fault;
    const began = Date.now();
    progress.step(
      `${kind}; ${Math.max(0, Math.ceil((end - began) / 60_000))} min left, ${people.length} people, ${crowd.acknowledged()} commands answered`,
    );
    const how = await strike(platform, random);
    await crowd.probe();
    const took = Date.now() - began;
    struck[kind] = (struck[kind] ?? 0) + 1;
    if (took > longestRecoveryMs) [longestRecoveryMs, longestRecoveryOf] = [took, kind];
    progress.done(`${kind} (${how}): whole again after ${(took / 1_000).toFixed(1)} s`);
    await sleep(500 + random.below(2_000));
  }
  running.now = false;
  progress.step("the storm is over: everybody finishes, then everything that was acknowledged is looked for");
  await coming;
  await Promise.all([...people, writing]);
  const verdict = await judge(world, tenant, crowd, listener);
  await listener.stop();
  return { ...verdict, faults: struck, longestRecoveryMs, longestRecoveryOf, people: people.length };
};
