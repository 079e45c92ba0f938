import type { ServiceName } from "@marketing/client/serviceNames";
import type { Stack } from "@marketing/client/stack";
import { flagOf, timeOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import type { Connection } from "../connection.ts";
import { agentWorks } from "../demo/agent.ts";
import { letAuthorsApprove } from "../demo/approval.ts";
import { domainFigures } from "../demo/domainFigures.ts";
import { editorial } from "../demo/editorial.ts";
import { execute } from "../demo/execute.ts";
import { storeFigures } from "../demo/figures.ts";
import { putKnowledge } from "../demo/knowledge.ts";
import { type DemoFigures, printDemo, type VerifyFigures } from "../demo/report.ts";
import { settled } from "../demo/settled.ts";
import { readDemoState, writeDemoState } from "../demo/state.ts";
import { vectorFigures } from "../demo/vectorFigures.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { parserFor } from "../import/format.ts";
import { grpcSink } from "../import/grpcSink.ts";
import type { Line } from "../import/lines.ts";
import { importResult } from "../import/report.ts";
import { runImport } from "../import/runImport.ts";
import { ImportSummary } from "../import/summary.ts";
import { gathering } from "../simulate/facts.ts";
import { groundwork } from "../simulate/plan.ts";
import { aftermath } from "../simulate/planAfter.ts";
import { defaults, type SimulationOptions, simulate, worldOf } from "../simulate/simulate.ts";
import { makeOutput } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";
import { logIsWhole, verifyService } from "./projections.ts";

const day = 86_400_000;
const settleWithin = 180_000;
/** Between the parts of the story, ms. */
const calm = 1_200;

const numbered = async function* (lines: Iterable<string>): AsyncGenerator<Line> {
  let number = 0;
  for (const line of lines) yield { number: ++number, bytes: Buffer.from(line), problem: null };
};

const send = async (connection: Connection, lines: Iterable<string>, about: number, signal: AbortSignal) => {
  const parser = parserFor("segment", { live: false });
  const summary = new ImportSummary();
  const progress = startProgress("import");
  const started = performance.now();
  try {
    await runImport({
      lines: numbered(lines),
      parse: parser.parse,
      sink: grpcSink(connection.client),
      retry: { patience: 120_000 },
      signal,
      summary,
      onProgress: (now, line) => progress.update({ share: Math.min(0.99, line / about), done: now.events, unit: "events" }),
    });
  } finally {
    progress.stop();
  }
  return importResult("simulated traffic", parser, summary, (performance.now() - started) / 1_000);
};

const verifyAll = async (connection: Connection, signal: AbortSignal): Promise<VerifyFigures> => {
  const found = [];
  for (const service of connection.services)
    found.push({ service, ...(await verifyService({ connection: () => connection, signal }, service, [])) });
  return {
    equal: found.every(({ views, log }) => views.every(({ equal }) => equal) && logIsWhole(log)),
    views: found.flatMap(({ service, views }) =>
      views.map(({ name, equal, rows, difference }) => ({ service, name, equal, rows: Number(rows), difference })),
    ),
    bus: found.flatMap(({ service, log }) =>
      log === null
        ? []
        : [
            {
              service,
              checked: Number(log.checked),
              missing: Number(log.missing),
              duplicated: Number(log.duplicated),
              out_of_order: Number(log.outOfOrder),
            },
          ],
    ),
  };
};

interface BusMessages {
  /** By JetStream stream, ends of sessions left out: those come by themselves, a minute or more after the last event. */
  readonly counts: Record<string, number>;
  readonly sessionEnds: number;
}

const ends = /\.session\.[a-z-]*ended\./;

const busMessages = async (stack: Stack, services: ReadonlyArray<ServiceName>): Promise<BusMessages | null> => {
  if (stack.nats === null) return null;
  const { openBusWindow } = await import("@marketing/client/busTail");
  const bus = await openBusWindow(stack.nats);
  try {
    const counts = new Map<string, number>();
    let sessionEnds = 0;
    for (const service of services) {
      const { total, bySubject } = await bus.count(service, `marketing.${service}.v1.session.*.*`);
      const ended = Object.entries(bySubject).reduce((sum, [subject, n]) => sum + (ends.test(subject) ? n : 0), 0);
      counts.set(service.toUpperCase(), total - ended);
      sessionEnds += ended;
    }
    return { counts: Object.fromEntries(counts), sessionEnds };
  } finally {
    await bus.close();
  }
};

const waitForViews = async (connection: Connection, signal: AbortSignal, quiet?: number) => {
  const waiting = startProgress("views");
  const onWait = (behind: string, lagEvents: number) => {
    const note = behind === "" ? "all read; waiting for what follows from it" : `${grouped(lagEvents)} events behind: ${behind}`;
    waiting.update({ share: null, note });
  };
  return settled(connection, settleWithin, signal, onWait, quiet).finally(() => waiting.stop());
};

/** The whole story: what is there before the first visitor, the traffic, what follows from it, the agents' work, the editor's. */
const play = async (connection: Connection, stack: Stack, options: SimulationOptions, signal: AbortSignal) => {
  const { client } = connection;
  await letAuthorsApprove(client);
  const [, knowledge] = await Promise.all([execute(client, groundwork(), signal), putKnowledge(client, options.end, signal)]);
  const { lines, facts } = gathering(simulate(options));
  const imported = await send(connection, lines, options.events, signal);
  const bought = new Set(facts.purchases.map(({ userId }) => userId));
  const trials = facts.signups.map(({ userId }) => userId).filter((userId) => !bought.has(userId));
  const played = { imported, knowledge, trials: trials.sort() };
  if (signal.aborted || connection.services.every((service) => service === "identity" || service === "tracking")) return played;
  await waitForViews(connection, signal, calm);
  const { first, later } = aftermath(worldOf(options), facts, options.end, options.days);
  await execute(client, first, signal);
  if (client.services.includes("campaign")) await agentWorks(client, stack, signal);
  await waitForViews(connection, signal, calm);
  await execute(client, later, signal);
  await execute(client, await editorial(client), signal);
  return played;
};

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, signal } = context;
  if (positionals.length > 0) throw usageError(`demo takes options only, not ${JSON.stringify(positionals[0])}`);
  // With --json the report goes to standard error, and the last line of standard output is the figures.
  const report = out.json ? makeOutput(false, (line) => process.stderr.write(`${line}\n`)) : out;
  const began = performance.now();
  const deadlineMs = wholeOf(values, "timeout", 60, 1, 3_600) * 1_000;
  const { ensureTenant } = await import("../demo/tenant.ts");
  const { stack, tenantId, created } = await ensureTenant(context.stack(), deadlineMs);
  if (created) report.say(`tenant ${tenantId} and its API key are in ${stack.path ?? "memory: no stack file to keep them in"}`);
  const before = readDemoState(stack, tenantId);
  if (flagOf(values, "skip-if-done") && before?.figures !== undefined) {
    report.say(
      `the demo's ${before.figures.events.toLocaleString("en-US")} events are in place since an earlier start: 'marketing demo' shows the report again`,
    );
    out.object(before.figures);
    return exitCodes.ok;
  }
  const midnight = new Date(Math.floor(Date.now() / day) * day);
  const options = {
    seed: wholeOf(values, "seed", before?.seed ?? defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    days: wholeOf(values, "days", before?.days ?? defaults.days, 1, 3_650),
    events: wholeOf(values, "events", before?.events ?? defaults.events, 1, 100_000_000),
    end: timeOf(values, "end") ?? new Date(before?.end ?? midnight),
  };
  const state = { seed: options.seed, days: options.days, events: options.events, end: options.end.toISOString() };
  writeDemoState(stack, tenantId, state);
  const { connect } = await import("../connection.ts");
  const connection = connect(stack, { deadlineMs });
  try {
    const { imported, knowledge, trials } = await play(connection, stack, options, signal);
    if (signal.aborted) return exitCodes.interrupted;
    const lags = await waitForViews(connection, signal);
    const verify = flagOf(values, "no-verify") ? null : await verifyAll(connection, signal);
    const [store, messages] = await Promise.all([
      storeFigures(connection, options.end, options.days),
      busMessages(stack, connection.services),
    ]);
    const [domain, vectors] = await Promise.all([
      domainFigures(connection.client, store.person?.email ?? null),
      vectorFigures(connection, { lags, buyer: store.person?.user_id ?? null, trials }),
    ]);
    const figures: DemoFigures = {
      tenant_id: tenantId,
      ...{ seed: state.seed, days: state.days, end: state.end },
      lines: imported.lines,
      accepted: imported.accepted,
      duplicates: imported.duplicates,
      rejected: imported.rejected,
      rejected_by_reason: imported.rejected_by_reason,
      warnings: imported.warnings,
      import_seconds: imported.seconds,
      events_per_second: imported.events_per_second,
      ...store,
      ...domain,
      documents: knowledge?.documents ?? null,
      vectors,
      bus_messages: messages?.counts ?? null,
      lag_events: Math.max(0, ...lags.map(({ lagEvents }) => lagEvents)),
      parked_events: lags.reduce((sum, { parkedEvents }) => sum + parkedEvents, 0),
      verify,
      seconds: Math.round(performance.now() - began) / 1_000,
    };
    writeDemoState(stack, tenantId, { ...state, figures });
    printDemo(report, figures, { imported, knowledge, lags, sessionEnds: messages?.sessionEnds ?? 0 });
    out.object(figures);
    return verify === null || verify.equal ? exitCodes.ok : exitCodes.unverified;
  } finally {
    connection.close();
  }
};

export const demoCommand: Command = {
  name: "demo",
  usage: ["demo [--events N] [--days N] [--seed N] [--json]"],
  details: [
    "Campaigns, texts and documents are set up, visitors come, leads are captured, worked on and won, and an example agent takes the tasks that",
    "campaigns ask for. Programs that do not run are left out. Run again, it sends the very same: all are duplicates and repeats, and",
    "no count changes. What it was made of is kept beside the stack's file. With --json the report goes to standard error and the last line of standard output holds the figures.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: `which world (default: the last run's, at first ${defaults.seed})` },
    days: { type: "string", value: "N", help: `how many days (default: the last run's, at first ${defaults.days})` },
    events: { type: "string", value: "N", help: `about how many events (default: the last run's, at first ${defaults.events})` },
    end: { type: "string", value: "TIME", help: "when the last day ends (default: the last run's, at first the UTC midnight before now)" },
    "skip-if-done": { type: "boolean", help: "only say so when an earlier run came to its end" },
    "no-verify": { type: "boolean", help: "leave out the comparison of views, logs and bus" },
  },
  run,
};
