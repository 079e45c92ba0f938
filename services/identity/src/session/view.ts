import { postgresView } from "@marketing/shared/subscription/typedView";
import { sessionEvents } from "./events.ts";
import { newestOf, sessionsTable } from "./rows.ts";

/** Table `sessions`. */
export const sessionsView = postgresView({
  name: "sessions",
  version: 2,
  tables: ["sessions"],
  events: sessionEvents,
  batchSize: 2_000,
  apply: (client, events) => sessionsTable.upsert(client, newestOf(events)),
});
