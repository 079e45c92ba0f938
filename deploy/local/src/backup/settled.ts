import { marketing } from "../cli.ts";
import { SetupError } from "../progress.ts";

interface Standing {
  readonly name: string;
  readonly lag_events: number;
  readonly state: string;
  readonly building?: boolean;
}

interface ServiceStatus {
  readonly service: string;
  readonly subscriptions: readonly Standing[];
  readonly relay: Omit<Standing, "name"> | null;
}

interface IndexStatus {
  readonly index: string;
  readonly generations: readonly { readonly state: string; readonly pending: number }[];
}

/** What a command says about a platform, an object a line. */
export const ask = async <A>(stackFile: string, args: readonly string[], signal: AbortSignal): Promise<readonly A[]> => {
  const output = await marketing([...args, "--stack", stackFile, "--json"], { capture: true, signal });
  return output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as A);
};

/** Those stay where they are until somebody decides about them, and were so before. */
const waitsForSomebody = ["paused", "parked"];

/** What is still on its way, in words. */
const pending = async (stackFile: string, signal: AbortSignal): Promise<readonly string[]> => {
  const [services, indexes] = await Promise.all([
    ask<ServiceStatus>(stackFile, ["projections", "status"], signal),
    ask<IndexStatus>(stackFile, ["vectors", "status"], signal),
  ]);
  return [
    ...services.flatMap(({ service, subscriptions, relay }) =>
      [...subscriptions, ...(relay === null ? [] : [{ ...relay, name: "relay" }])]
        .filter((one) => (one.lag_events > 0 || one.building === true) && !waitsForSomebody.includes(one.state))
        .map(({ name, lag_events }) => `${service}.${name} ${lag_events} behind`),
    ),
    ...indexes.flatMap(({ index, generations }) =>
      generations
        .filter(({ state, pending: left }) => state === "building" || (state === "live" && left > 0))
        .map(({ pending: left }) => `${index} ${left} to go`),
    ),
  ];
};

/** A Redis that was emptied is noticed within two seconds, a bus within five. */
const quietFor = 6_000;

/** Waits until views, bus and vectors hold what the logs say; `told` hears what does not. Resolves to the seconds of that wait when nothing was missing any more. */
export const settled = async (stackFile: string, signal: AbortSignal, told: (left: readonly string[]) => void): Promise<number> => {
  const began = performance.now();
  let [since, left]: [number | null, readonly string[]] = [null, []];
  while (since === null || performance.now() - since < quietFor) {
    signal.throwIfAborted();
    left = await pending(stackFile, signal);
    told(left);
    since = left.length > 0 ? null : (since ?? performance.now());
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return (since - began) / 1_000;
};

interface Verified {
  readonly service: string;
  readonly views: readonly { readonly name: string; readonly rows: number }[];
  readonly bus: { readonly checked: number } | null;
}

export interface Verdict {
  readonly views: number;
  readonly rows: number;
  /** Events compared between logs and bus. */
  readonly events: number;
}

/** Builds every view beside itself and compares, and compares the bus with the logs. Rejects where anything differs. */
export const verified = async (stackFile: string, signal: AbortSignal): Promise<Verdict> => {
  const services = await ask<Verified>(stackFile, ["projections", "verify"], signal).catch((error: Error) => {
    throw new SetupError(
      `What was restored does not agree with itself (${error.message}): marketing projections verify --stack ${stackFile} tells what differs, while it runs`,
    );
  });
  const views = services.flatMap((one) => one.views);
  return {
    views: views.length,
    rows: views.reduce((sum, { rows }) => sum + rows, 0),
    events: services.reduce((sum, { bus }) => sum + (bus?.checked ?? 0), 0),
  };
};
