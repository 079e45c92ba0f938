import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceName } from "@marketing/client/serviceNames";
import type { Connection } from "../connection.ts";
import { CliError, exitCodes } from "../exitCodes.ts";

export interface Lag {
  readonly service: string;
  readonly head: number;
  readonly views: number;
  readonly lagEvents: number;
  readonly parkedEvents: number;
  /** Names of what is behind. */
  readonly behind: ReadonlyArray<string>;
}

export const lagOf = async (connection: Connection, service: ServiceName): Promise<Lag> => {
  const status = await connection.platform.operations(service).getStatus({});
  const behind = status.subscriptions.filter(({ lagEvents }) => Number(lagEvents) > 0).map(({ name }) => name);
  const relayLag = Number(status.relay?.lagEvents ?? 0);
  return {
    service,
    head: Number(status.head),
    views: status.subscriptions.length,
    lagEvents: Math.max(relayLag, 0, ...status.subscriptions.map(({ lagEvents }) => Number(lagEvents))),
    parkedEvents: status.subscriptions.reduce((sum, { parkedEvents }) => sum + parkedEvents, 0),
    behind: relayLag > 0 ? [...behind, "relay"] : behind,
  };
};

/** So long no head moves and nothing is behind, ms: an event of one service makes events in another, which may come a moment later. */
const quietMs = 3_000;
const pause = 150;

/** Waits until nothing is behind its source in any service and no log grows. Throws when that takes longer than `timeoutMs`. */
export const settled = async (
  connection: Connection,
  timeoutMs: number,
  signal: AbortSignal,
  onWait: (behind: string, lagEvents: number) => void = () => undefined,
  quiet: number = quietMs,
): Promise<Lag[]> => {
  const until = performance.now() + timeoutMs;
  let heads = "";
  for (let since = performance.now(); ; ) {
    const lags = await Promise.all(connection.services.map((service) => lagOf(connection, service)));
    const now = lags.map(({ head }) => head).join(" ");
    if (now !== heads || lags.some(({ lagEvents }) => lagEvents > 0)) since = performance.now();
    heads = now;
    if (performance.now() - since >= quiet) return lags;
    const behind = lags.flatMap(({ service, behind: names }) => names.map((name) => `${service}/${name}`)).join(", ");
    onWait(behind, Math.max(...lags.map(({ lagEvents }) => lagEvents)));
    if (performance.now() > until)
      throw new CliError(`after ${timeoutMs / 1_000} s still behind: ${behind || "the logs still grow"}`, exitCodes.unreachable);
    await sleep(pause, undefined, { signal });
  }
};
