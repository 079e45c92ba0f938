import { hostname, userInfo } from "node:os";
import { collect, listAll } from "@marketing/client/paging";
import type { ServiceName } from "@marketing/client/serviceNames";
import type { OperationsApi } from "@marketing/client/services";
import { clockOf, isoOf } from "../api.ts";
import { type OptionSpec, stringOf, wholeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { servicesOf } from "./services.ts";

// What an operator decides about a view. The service keeps who, when and why.

export const decisionOptions: Readonly<Record<string, OptionSpec>> = {
  reason: { type: "string", value: "WHY", help: "kept with what was decided" },
};

/** Who decides and why, as the request has it. */
export const decisionOf = ({ values }: Pick<CommandContext, "values">, action: string) => {
  const reason = stringOf(values, "reason");
  if (reason === undefined || reason.trim() === "") throw usageError(`${action} takes --reason WHY: it is kept with what was decided`);
  return { reason, operator: `${userInfo().username}@${hostname()}` };
};

export interface NamedView {
  readonly service: ServiceName;
  readonly name: string;
  readonly client: OperationsApi;
}

type Status = Awaited<ReturnType<OperationsApi["getStatus"]>>;

/** Whether a service has a view, or relay, of that name. */
export const isOf = ({ subscriptions, relay }: Status, name: string): boolean =>
  name === "relay" ? relay !== undefined : subscriptions.some((s) => s.name === name);

/** The view that the command names, or `name`, in the one service that has it. */
export const viewOf = async (context: CommandContext, name = context.positionals[1]): Promise<NamedView> => {
  if (name === undefined) throw usageError(`${context.positionals[0]} takes the view's NAME; 'marketing projections status' lists them`);
  const found: NamedView[] = [];
  for (const service of servicesOf(context)) {
    const client = context.connection().platform.operations(service);
    if (isOf(await client.getStatus({}), name)) found.push({ service, name, client });
  }
  const [one, another] = found;
  if (!one) throw usageError(`no service has a view called ${JSON.stringify(name)}; 'marketing projections status' lists them`);
  if (another)
    throw usageError(
      `${found.map(({ service }) => service).join(", ")} have ${name === "relay" ? "a relay" : `a view ${name}`} each: say which with --service`,
    );
  return one;
};

const paused = (word: "pauseView" | "resumeView", action: string) => async (context: CommandContext) => {
  const by = decisionOf(context, action);
  const { service, name, client } = await viewOf(context);
  const { subscription } = await client[word]({ name, ...by });
  context.out.object({ service, name, state: subscription?.state, position: Number(subscription?.position ?? 0) });
  context.out.say(`${name}: ${subscription?.state} at position ${subscription?.position}`);
};
export const pause = paused("pauseView", "projections pause");
export const resume = paused("resumeView", "projections resume");

export const skip = async (context: CommandContext): Promise<void> => {
  const by = decisionOf(context, "projections skip");
  if (stringOf(context.values, "position") === undefined)
    throw usageError("projections skip takes --position N: 'marketing parked list' and the view's error name it");
  const position = wholeOf(context.values, "position", 0, 1, Number.MAX_SAFE_INTEGER);
  const { service, name, client } = await viewOf(context);
  const { replayed, remaining, error } = await client.skipEvent({ name, position: BigInt(position), ...by });
  context.out.object({ service, name, position, replayed, remaining, error });
  context.out.say(
    `${name}: passes ${position} by for good; ${replayed} that waited behind it applied, ${remaining} parked${error && `: ${error}`}`,
  );
};

export const actions = async (context: CommandContext): Promise<void> => {
  const { out, values, positionals, connection } = context;
  const limit = wholeOf(values, "limit", 100, 1, 1_000_000);
  for (const service of servicesOf(context)) {
    const { listActions } = connection().platform.operations(service);
    const found = await collect(listAll(listActions, given({ name: positionals[1] }), "actions", { limit }));
    for (const { at, name, action, actor, operator, reason, positions } of found)
      out.object({ service, at: isoOf(at), view: name, action, actor, operator, reason, positions: positions.map(Number) });
    out.heading(`${service}: ${found.length} decided`);
    out.table(
      [
        { title: "at (UTC)" },
        { title: "view" },
        { title: "what" },
        { title: "events" },
        { title: "who", max: 40 },
        { title: "why", max: 80 },
      ],
      found.map((a) => [clockOf(a.at), a.name, a.action, a.positions.length, a.operator || a.actor, a.reason]),
    );
  }
};
