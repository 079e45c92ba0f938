import { decodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { connectBus, headerBlock } from "@marketing/shared/bus/connection";
import { jetStreamSource } from "@marketing/shared/bus/jetStreamSource";
import { streamName } from "@marketing/shared/bus/subject";
import type { RecordedEvent } from "@marketing/shared/log/event";
import { actionOf, flagOf, stringOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";
import { printable } from "../terminal/table.ts";

type Print = (event: RecordedEvent, subject: string | null) => boolean;

const printer = ({ out, values }: CommandContext): Print => {
  let left = wholeOf(values, "limit", 0, 0, Number.MAX_SAFE_INTEGER) || Number.POSITIVE_INFINITY;
  return (event, subject) => {
    out.object({
      ...(subject !== null && { subject }),
      specversion: "1.0",
      id: event.eventId,
      type: event.type,
      subject_stream: event.streamId,
      tenant_id: event.tenantId,
      time: event.recordedAt.toISOString(),
      sequence: event.position,
      stream_version: event.version,
      data: event.data,
    });
    if (!out.json) {
      const data = printable(JSON.stringify(event.data));
      out.say(
        `${event.recordedAt.toISOString().slice(11, 23)}  ${String(event.position).padStart(8)}  ${event.type.replace(/^marketing\./, "").padEnd(34)} ${data.length > 140 ? `${data.slice(0, 139)}…` : data}`,
      );
    }
    left -= 1;
    return left > 0;
  };
};

const history = async (context: CommandContext, nc: Parameters<typeof jetStreamSource>[0], print: Print): Promise<void> => {
  const service = stringOf(context.values, "service") ?? "tracking";
  const subject = stringOf(context.values, "subject");
  const source = jetStreamSource(nc, streamName(service), { behindRetention: "continue", ...(subject !== undefined && { subject }) });
  try {
    let cursor: { position: number; token: string | null } = { position: 0, token: null };
    for (let idle = 0; idle < 3 && !context.signal.aborted; ) {
      const batch = await source.read(cursor, 1_000);
      cursor = batch.next;
      for (const event of batch.events) if (!print(event, null)) return;
      // At the end a read gives nothing: three in a row, with pauses, are the end.
      if (batch.events.length > 0 && cursor.position < batch.head) idle = 0;
      else if (cursor.position >= batch.head && batch.head > 0) return;
      else {
        idle += 1;
        await new Promise((go) => setTimeout(go, 200));
      }
    }
  } finally {
    await source.close();
  }
};

const run = async (context: CommandContext): Promise<number> => {
  actionOf(busCommand, context.positionals, ["tail"] as const);
  const { values, signal, out } = context;
  const url = stringOf(values, "nats") ?? context.stack().nats;
  if (url === null) throw usageError("the bus's address is not known: set MARKETING_NATS_URL or use --nats");
  const late = AbortSignal.timeout(10_000);
  const bus = await Promise.race([
    connectBus({ url, name: "marketing-cli" }),
    new Promise<never>((_, reject) => {
      late.addEventListener("abort", () => reject(new CliError("cannot reach the bus within 10 s", exitCodes.unreachable)), { once: true });
    }),
  ]);
  try {
    const print = printer(context);
    if (flagOf(values, "all")) {
      await history(context, bus.nc, print);
      return exitCodes.ok;
    }
    const subscription = bus.nc.subscribe(stringOf(values, "subject") ?? `marketing.${stringOf(values, "service") ?? "*"}.>`);
    signal.addEventListener("abort", () => subscription.unsubscribe(), { once: true });
    if (!out.json) out.warn(`listening to ${subscription.getSubject()}; Ctrl-C ends`);
    for await (const message of subscription) {
      let event: RecordedEvent;
      try {
        event = decodeCloudEvent(headerBlock(message), message.data);
      } catch {
        continue; // a hint or a foreign message: no CloudEvent
      }
      if (!print(event, message.subject)) break;
    }
    return exitCodes.ok;
  } finally {
    await bus.close(2_000);
  }
};

export const busCommand: Command = {
  name: "bus",
  summary: "Print CloudEvents from the bus as they come, or those it holds",
  usage: ["bus tail [--subject 'marketing.tracking.v1.event.purchase.*'] [--limit N]", "bus tail --all --service identity"],
  options: {
    subject: { type: "string", value: "SUBJECT", help: "NATS subject with * and > (default: everything)" },
    service: { type: "string", value: "NAME", help: "only this service's events" },
    all: { type: "boolean", help: "what the bus holds of --service (default tracking) instead, from the first on" },
    limit: { type: "string", value: "N", help: "end after so many" },
    nats: { type: "string", value: "URL", help: "the bus's address (default: the stack's)" },
  },
  run,
};
