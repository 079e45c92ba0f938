import { setTimeout as sleep } from "node:timers/promises";
import { type DescService, fromJson, type JsonObject } from "@bufbuild/protobuf";
import type { MarketingClient } from "@marketing/client";
import { RpcError } from "@marketing/client/rpcError";
import { contracts } from "@marketing/client/services";
import { CliError, exitCodes } from "../exitCodes.ts";
import { withRetry } from "../import/retry.ts";
import { ownValue } from "../own.ts";
import type { Chain, Step } from "../simulate/plan.ts";

export interface Executed {
  readonly steps: number;
  /** Refused as the story expects, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

const atOnce = 8;
const patience = 60_000;
const leadAppearsWithin = 20_000;
const [notFound, unimplemented] = [5, 12];

type Call = (request: object) => Promise<unknown>;

/** Does what a step says, with the id of its lead where it has one. */
const callOf = (client: MarketingClient, { api, call, request }: Step, leadId?: string): (() => Promise<unknown>) => {
  const { service }: { readonly service: DescService } = contracts[api];
  const { input } = ownValue(service.method, call)!;
  // What is undefined in a step is not said: JSON leaves it out.
  const message = fromJson(input, JSON.parse(JSON.stringify({ ...request, leadId })) as JsonObject);
  // which service and which call come from the story, and the contract above knows both
  const calls = client[api] as unknown as Readonly<Record<string, Call>>;
  return () => ownValue(calls, call)!(message);
};

/** The id of a lead that a sign-up makes: a moment behind it. */
const leadIdOf = async ({ lead }: MarketingClient, email: string): Promise<string> => {
  for (const until = performance.now() + leadAppearsWithin; ; await sleep(200)) {
    try {
      return (await lead.getLead({ email })).lead!.leadId;
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== notFound || performance.now() > until) throw error;
    }
  }
};

const explained = (step: Step, error: unknown): unknown =>
  error instanceof RpcError ? new CliError(`${step.key}: ${error.message} (${error.reason})`, exitCodes.failed) : error;

/**
 * Does the steps of every chain in order, eight chains at a time. Each has its own request id, so doing it all again changes nothing.
 * Chains of programs that do not run, or do not know the call yet, are left out. Throws what no step expects.
 */
export const execute = async (client: MarketingClient, chains: ReadonlyArray<Chain>, signal: AbortSignal): Promise<Executed> => {
  const running = new Set(client.services);
  const waiting = chains.filter((chain) => chain.every(({ api }) => running.has(contracts[api].program)));
  const refused = new Map<string, number>();
  let steps = 0;
  const doChain = async (chain: Chain) => {
    const ids = new Map<string, string>();
    for (const step of chain) {
      if (signal.aborted) return;
      const { lead } = step;
      if (lead !== undefined && !ids.has(lead))
        ids.set(lead, await leadIdOf(client, lead).catch((error) => Promise.reject(explained(step, error))));
      const call = callOf(client, step, lead && ids.get(lead));
      try {
        await withRetry(call, { patience, signal });
        steps += 1;
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        if (error.code === unimplemented) return;
        if (!step.refused?.includes(error.reason)) throw explained(step, error);
        refused.set(error.reason, (refused.get(error.reason) ?? 0) + 1);
      }
    }
  };
  const worker = async () => {
    for (let chain = waiting.shift(); chain !== undefined && !signal.aborted; chain = waiting.shift()) await doChain(chain);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { steps, refused: Object.fromEntries(refused) };
};
