import type { BusWindow, RawEvent } from "@marketing/client/busTail";
import { type CommandSpec, flagOf, listOf, stringOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";
import { printable } from "../terminal/printable.ts";

/** Prints one; false when it was the last that was asked for. */
type Print = (raw: RawEvent) => boolean;

const printer = ({ out, values }: CommandContext): Print => {
  let left = wholeOf(values, "limit", 0, 0, Number.MAX_SAFE_INTEGER) || Number.POSITIVE_INFINITY;
  return ({ event, subject }) => {
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

const source = (context: CommandContext, bus: BusWindow): AsyncGenerator<RawEvent> => {
  const { values, signal, out } = context;
  const [service, subject] = [listOf(values, "service")[0], stringOf(values, "subject")];
  if (flagOf(values, "all")) return bus.held(service ?? "tracking", { subject, signal });
  const chosen = subject ?? `marketing.${service ?? "*"}.>`;
  if (!out.json) out.warn(`listening to ${chosen}; Ctrl-C ends`);
  return bus.tail(chosen, signal);
};

const tail = async (context: CommandContext): Promise<number> => {
  const url = stringOf(context.values, "nats") ?? context.stack().nats;
  if (url === null) throw usageError("the bus's address is not known: set MARKETING_NATS_URL or use --nats");
  const { openBusWindow } = await import("@marketing/client/busTail");
  const bus = await openBusWindow(url).catch((error: Error) => {
    throw new CliError(error.message, exitCodes.unreachable);
  });
  try {
    const print = printer(context);
    for await (const raw of source(context, bus)) if (!print(raw)) break;
    return exitCodes.ok;
  } finally {
    await bus.close();
  }
};

const spec: CommandSpec = {
  name: "bus",
  usage: [
    "bus tail [--subject 'marketing.tracking.v1.event.purchase.*'] [--limit N]",
    "bus tail --all --service identity",
    "bus login NAME --tenant ID [--service lead]… [--in-flight N]",
    "bus logins",
    "bus revoke LOGIN",
  ],
  details:
    "A login hears one tenant's events by a durable consumer of its own, and can do nothing else; made again, it keeps its password, and consumers that were lost are there again.",
  options: {
    subject: { type: "string", value: "SUBJECT", help: "NATS subject with * and > (default: everything)" },
    service: {
      type: "string",
      value: "NAME",
      multiple: true,
      help: "only this service's events; may be repeated for a login (default: all)",
    },
    all: { type: "boolean", help: "what the bus holds of --service (default tracking) instead, from the first on" },
    limit: { type: "string", value: "N", help: "end after so many" },
    nats: { type: "string", value: "URL", help: "the bus's address (default: the stack's)" },
    "in-flight": { type: "string", value: "N", help: "events a login has at once: 1 (default) is strict order" },
    logins: {
      type: "string",
      value: "FILE",
      help: "the bus's logins.conf (default: MARKETING_BUS_LOGINS, the stack's); none = the login is printed",
    },
  },
};

const withLogins = () => import("./busLogins.ts");

export const busCommand = commandOf(spec, {
  tail,
  login: async (context) => (await withLogins()).login(context),
  logins: async (context) => (await withLogins()).logins(context),
  revoke: async (context) => (await withLogins()).revoke(context),
});
