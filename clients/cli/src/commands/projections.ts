import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { collect } from "@marketing/client/paging";
import type { ServiceName } from "@marketing/client/serviceNames";
import type { OperationsApi } from "@marketing/client/services";
import { fieldsOf, isoOf } from "../api.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { startProgress } from "../terminal/progress.ts";
import { actions, decisionOptions, pause, resume, skip, viewOf } from "./decisions.ts";
import { servicesOf } from "./services.ts";

type Answers<Call extends (...args: never[]) => AsyncIterable<unknown>> = ReturnType<Call> extends AsyncIterable<infer One> ? One : never;
export type Verified = Answers<OperationsApi["verifyViews"]>;
export type LogVerified = Answers<OperationsApi["verifyLog"]>;

const standing = (s: { state: string; stateSince?: Timestamp | undefined; stateDetail: string }) => ({
  state: s.state,
  state_since: isoOf(s.stateSince),
  state_detail: s.stateDetail,
});
const stateOf = (s: ReturnType<typeof standing>): string =>
  [s.state, s.state_since && `since ${s.state_since.slice(0, 19)}Z`, s.state_detail && `(${s.state_detail})`].filter(Boolean).join(" ");

const status = async (context: CommandContext): Promise<number> => {
  const { out, connection } = context;
  for (const service of servicesOf(context)) {
    const answer = await connection().platform.operations(service).getStatus({});
    const rows = answer.subscriptions.map((s) => ({
      name: s.name,
      kind: s.kind,
      source: s.source,
      generation: s.generation,
      position: Number(s.position),
      lag_events: Number(s.lagEvents),
      lag_seconds: Math.round(s.lagSeconds * 1_000) / 1_000,
      parked_events: s.parkedEvents,
      building: s.building,
      owner: s.owner,
      last_error: s.lastError,
      ...standing(s),
    }));
    const relay =
      answer.relay === undefined
        ? null
        : {
            position: Number(answer.relay.position),
            lag_events: Number(answer.relay.lagEvents),
            owner: answer.relay.owner,
            ...standing(answer.relay),
          };
    out.object({
      service,
      instance_id: answer.instanceId,
      head: Number(answer.head),
      subscriptions: rows,
      relay,
      dependencies: answer.dependencies.map(fieldsOf),
    });
    out.heading(`${service}: log at ${answer.head}`);
    out.table(
      [
        { title: "view" },
        { title: "kind" },
        { title: "from" },
        { title: "gen" },
        { title: "position" },
        { title: "lag" },
        { title: "lag s" },
        { title: "parked" },
        { title: "owner", max: 24 },
        { title: "state", max: 100 },
      ],
      [
        ...rows.map((r) => [
          r.name,
          r.kind,
          r.source,
          r.generation,
          r.position,
          r.lag_events,
          r.lag_seconds,
          r.parked_events,
          r.owner,
          stateOf(r) + (r.building ? ", building" : ""),
        ]),
        ...(relay === null
          ? []
          : [["relay", "bus", "log", null, relay.position, relay.lag_events, null, null, relay.owner, stateOf(relay)]]),
      ],
    );
    const down = answer.dependencies.filter(({ ok }) => !ok).map(({ name }) => name);
    if (down.length > 0) out.say(`not reachable: ${down.join(", ")}`);
  }
  return exitCodes.ok;
};

const rebuild = async (context: CommandContext): Promise<void> => {
  const { out, signal } = context;
  const { service, name, client } = await viewOf(context);
  const progress = startProgress(`rebuild ${name}`);
  for await (const step of client.rebuildView({ name }, { signal })) {
    const head = Number(step.head);
    progress.update({
      share: head === 0 ? null : Math.min(1, Number(step.position) / head),
      done: Number(step.position),
      unit: "positions",
    });
    if (!step.done) continue;
    progress.stop();
    out.object({ service, name, generation: step.generation, events: Number(step.events), seconds: step.seconds });
    out.say(`${name}: generation ${step.generation} is live, from ${step.events} events in ${step.seconds.toFixed(1)} s`);
  }
};

/** Rebuilds and compares views, one answer each, and compares the log with the bus. */
export const verifyService = async (
  context: Pick<CommandContext, "connection" | "signal">,
  service: ServiceName,
  names: ReadonlyArray<string>,
): Promise<{ views: Verified[]; log: LogVerified | null }> => {
  const client = context.connection().platform.operations(service);
  const options = { signal: context.signal };
  const views = await collect(client.verifyViews({ names: [...names] }, options));
  const logs = names.length > 0 ? [] : await collect(client.verifyLog({ refill: false }, options));
  return { views, log: logs.at(-1) ?? null };
};

export const logIsWhole = (log: LogVerified | null): boolean =>
  log === null || (Number(log.missing) === 0 && Number(log.duplicated) === 0 && Number(log.outOfOrder) === 0);

const verify = async (context: CommandContext): Promise<number> => {
  const { out, positionals } = context;
  let good = true;
  for (const service of servicesOf(context)) {
    const { views, log } = await verifyService(context, service, positionals.slice(1));
    good &&= views.every(({ equal }) => equal) && logIsWhole(log);
    out.object({
      service,
      views: views.map((v) => ({
        name: v.name,
        equal: v.equal,
        live_checksum: v.liveChecksum,
        rebuilt_checksum: v.rebuiltChecksum,
        rows: Number(v.rows),
        position: Number(v.position),
        difference: v.difference,
      })),
      bus: log && {
        checked: Number(log.checked),
        missing: Number(log.missing),
        duplicated: Number(log.duplicated),
        out_of_order: Number(log.outOfOrder),
      },
    });
    out.heading(service);
    out.table(
      [
        { title: "view" },
        { title: "rows" },
        { title: "verdict" },
        { title: "checksum", max: 16 },
        { title: "rebuilt", max: 16 },
        { title: "s" },
        { title: "difference", max: 80 },
      ],
      views.map((v) => [
        v.name,
        Number(v.rows),
        v.equal ? "equal" : "DIFFERENT",
        v.liveChecksum,
        v.rebuiltChecksum,
        Math.round(v.seconds * 10) / 10,
        v.difference,
      ]),
    );
    if (log !== null)
      out.say(`bus: ${log.checked} events checked, ${log.missing} missing, ${log.duplicated} twice, ${log.outOfOrder} out of order`);
  }
  out.say(`\n${good ? "verified: every view equals its log" : "NOT verified: see above"}`);
  return good ? exitCodes.ok : exitCodes.unverified;
};

export const projectionsCommand = commandOf(
  {
    name: "projections",
    usage: [
      "projections status [--service NAME]",
      "projections rebuild VIEW",
      "projections verify [VIEW…]",
      "projections pause VIEW --reason WHY",
      "projections resume VIEW --reason WHY",
      "projections skip VIEW --position N --reason WHY",
      "projections actions [VIEW]",
    ],
    options: {
      service: { type: "string", value: "NAME", help: "only this service" },
      ...decisionOptions,
      position: {
        type: "string",
        value: "N",
        help: "of the event to be passed by for good: a parked one, or one that the view stands before",
      },
      limit: { type: "string", value: "N", help: "how many actions to list (default 100)" },
    },
  },
  { status, rebuild, verify, pause, resume, skip, actions },
);
