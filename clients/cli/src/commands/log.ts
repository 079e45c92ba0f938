import { readJson } from "@marketing/client/json";
import { clockOf, isoOf } from "../api.ts";
import { flagOf, listOf, serviceOf, stringOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { printable } from "../terminal/printable.ts";

/** Events that a follower sees of the past. */
const lastFew = 10;

const run = async ({ values, positionals, out, connection, signal }: CommandContext): Promise<number> => {
  if (positionals.length > 0) throw usageError(`log takes options only, not ${JSON.stringify(positionals[0])}`);
  const service = serviceOf(stringOf(values, "service") ?? "tracking");
  const follow = flagOf(values, "follow");
  const operations = connection().platform.operations(service);
  // Who follows wants what comes, after a little of what was: as `tail -f` does.
  const newest = follow && stringOf(values, "after") === undefined ? Number((await operations.getStatus({})).head) : 0;
  const after = wholeOf(values, "after", Math.max(0, newest - lastFew), 0, Number.MAX_SAFE_INTEGER);
  const request = {
    afterPosition: BigInt(after),
    limit: wholeOf(values, "limit", follow ? 0 : 100, 0, 2_147_483_647),
    tenantId: stringOf(values, "of-tenant") ?? "",
    types: [...listOf(values, "type")],
    streamId: stringOf(values, "stream") ?? "",
    follow,
  };
  const answers = operations.readLog(request, { signal });
  try {
    for await (const { event } of answers) {
      if (event === undefined) continue;
      const content = event.dataJson === "" ? (event.data ?? {}) : readJson(event.dataJson);
      out.object({
        position: Number(event.position),
        tenant_id: event.tenantId,
        stream_id: event.streamId,
        version: Number(event.version),
        event_id: event.eventId,
        type: event.type,
        schema_version: event.schemaVersion,
        recorded_at: isoOf(event.recordedAt),
        data: content,
        metadata: event.metadata ?? {},
      });
      if (!out.json) {
        const data = printable(JSON.stringify(content));
        out.say(
          `${String(event.position).padStart(8)}  ${clockOf(event.recordedAt)}  ${event.type.padEnd(22)} ${event.streamId}@${event.version}  ${data.length > 160 ? `${data.slice(0, 159)}…` : data}`,
        );
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return exitCodes.ok;
};

export const logCommand: Command = {
  name: "log",
  usage: ["log [--service NAME] [--after POSITION] [--limit N] [--follow]"],
  options: {
    service: { type: "string", value: "NAME", help: "whose log (default tracking)" },
    after: {
      type: "string",
      value: "POSITION",
      help: `begin behind this position (default 0; with --follow ${lastFew} before the newest)`,
    },
    limit: { type: "string", value: "N", help: "how many (default 100; 0 = all)" },
    type: { type: "string", value: "TYPE", multiple: true, help: "only events of this type; may be repeated" },
    stream: { type: "string", value: "ID", help: "only this stream" },
    "of-tenant": { type: "string", value: "ID", help: "only this tenant's events" },
    follow: { type: "boolean", short: "f", help: "stay, and print what comes" },
  },
  run,
};
