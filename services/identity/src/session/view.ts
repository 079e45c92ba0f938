import { type Ageing, ageing } from "@marketing/shared/subscription/ageing";
import { postgresView } from "@marketing/shared/subscription/typedView";
import { sessionEvents } from "./events.ts";
import { newestOf, sessionsTable } from "./rows.ts";

/** When a session that has ended is old. */
export const sessionAge: Ageing = { table: "sessions", olderThan: "end_time < $1" };

const table = postgresView({
  name: "sessions",
  version: 1,
  tables: ["sessions"],
  events: sessionEvents,
  batchSize: 2_000,
  apply: (client, events) => sessionsTable.upsert(client, newestOf(events)),
});

/** Table `sessions`. */
export const sessionsView = ageing(table, sessionAge);
