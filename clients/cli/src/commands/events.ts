import { listAll } from "@marketing/client/paging";
import { Bucket, type PersonRef } from "@marketing/protos/tracking/v1/tracking_service";
import { type Event, isoOf, plainEvent, timestampOf } from "../api.ts";
import { flagOf, jsonTextOf, stringOf, timeOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { table } from "../terminal/table.ts";
import { eventColumns, eventRow } from "./eventRows.ts";

const range = (values: CommandContext["values"]) =>
  given({ startTime: timestampOf(timeOf(values, "since")), endTime: timestampOf(timeOf(values, "until")) });

const source = ({ values, connection }: CommandContext): AsyncGenerator<Event> => {
  const { tracking } = connection().client;
  const [user, anonymous, session, name] = ["user", "anonymous", "session", "name"].map((option) => stringOf(values, option));
  if (user !== undefined && anonymous !== undefined) throw usageError("--user and --anonymous exclude each other");
  const includeBots = flagOf(values, "bots");
  const includeArchived = flagOf(values, "archived");
  if (includeArchived && session !== undefined) throw usageError("--archived goes with a person or a time, not with --session");
  const limit = wholeOf(values, "limit", 50, 1, 10_000_000);
  const id: PersonRef["id"] | null =
    anonymous !== undefined ? { case: "anonymousId", value: anonymous } : user !== undefined ? { case: "externalId", value: user } : null;
  const person = id === null ? null : { id };
  if (session !== undefined)
    return listAll(tracking.getSessionEvents, { sessionId: session, includeBots, ...(person && { person }) }, "events", { limit });
  if (person !== null) {
    const eventNames = name === undefined ? [] : [name];
    return listAll(tracking.getTimeline, { person, eventNames, includeBots, includeArchived, ...range(values) }, "events", { limit });
  }
  const request = {
    eventName: name ?? "",
    propertiesContain: jsonTextOf(values, "where") ?? "",
    includeBots,
    includeArchived,
    ...range(values),
  };
  return listAll(tracking.listEvents, request, "events", { limit });
};

/** Where nobody says since when, the service lists a day. A person's timeline and a session are whole. */
const ofTheLastDay = (values: CommandContext["values"]): boolean =>
  ["user", "anonymous", "session", "since"].every((option) => stringOf(values, option) === undefined);

const count = async ({ values, out, connection }: CommandContext): Promise<number> => {
  const name = stringOf(values, "name");
  const answer = await connection().client.tracking.countEvents({
    bucket: Bucket.DAY,
    byName: name === undefined,
    eventNames: name === undefined ? [] : [name],
    includeBots: flagOf(values, "bots"),
    ...range(values),
  });
  const rows = answer.counts.map((row) => ({
    day: isoOf(row.bucketStart)?.slice(0, 10) ?? "",
    event_name: row.eventName || name || "",
    count: Number(row.count),
  }));
  out.object({ counts: rows, total: Number(answer.total) });
  out.table(
    [{ title: "day" }, { title: "event" }, { title: "count" }],
    rows.map((row) => [row.day, row.event_name, row.count]),
  );
  return exitCodes.ok;
};

const run = async (context: CommandContext): Promise<number> => {
  const { out, values } = context;
  if (context.positionals.length > 0) throw usageError(`events takes options only, not ${JSON.stringify(context.positionals[0])}`);
  if (flagOf(values, "count")) return count(context);
  // Printed by the hundred, so that a long list begins at once and needs no memory.
  let rows: ReadonlyArray<string | null>[] = [];
  let printed = 0;
  const flush = () => {
    if (rows.length === 0) return;
    const text = table(eventColumns, rows);
    out.say(printed === 0 ? text : text.split("\n").slice(2).join("\n"));
    printed += rows.length;
    rows = [];
  };
  for await (const event of source(context)) {
    if (out.json) out.object(plainEvent(event));
    else if (rows.push(eventRow(event)) >= 100) flush();
    if (context.signal.aborted) return exitCodes.interrupted;
  }
  flush();
  if (out.json) return exitCodes.ok;
  if (printed === 0) out.say("no events");
  if (ofTheLastDay(values)) out.warn("of the last 24 hours: --since 30d goes further back");
  return exitCodes.ok;
};

export const eventsCommand: Command = {
  name: "events",
  usage: [
    "events [--name NAME] [--since TIME] [--until TIME] [--where JSON]",
    "events --user ID | --anonymous ID | --session ID",
    "events --count --since 7d",
  ],
  options: {
    user: { type: "string", value: "ID", help: "one person's timeline: user id or your own id" },
    anonymous: { type: "string", value: "ID", help: "one visitor's timeline, by the browser's or device's id" },
    session: {
      type: "string",
      value: "ID",
      help: "one session, oldest first: its UUID, or with --user or --anonymous the client's own id",
    },
    name: { type: "string", value: "NAME", help: "only this event name" },
    where: { type: "string", value: "JSON", help: "only events whose properties contain this object" },
    since: { type: "string", value: "TIME", help: "2026-01-31, 2026-01-31T12:00:00Z or 7d (default: a day back)" },
    until: { type: "string", value: "TIME", help: "exclusive (default: now)" },
    limit: { type: "string", value: "N", help: "how many (default 50)" },
    bots: { type: "boolean", help: "bots too" },
    archived: { type: "boolean", help: "those past their active time too" },
    count: { type: "boolean", help: "counts per day and name instead" },
  },
  run,
};
