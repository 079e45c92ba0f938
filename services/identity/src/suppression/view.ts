import { postgresView } from "@marketing/shared/subscription/typedView";
import { suppressionEvents } from "./events.ts";
import { writeSuppressions } from "./rows.ts";

/** Table `suppressions`: what is on the list now. */
export const suppressionsView = postgresView({
  name: "suppressions",
  version: 1,
  tables: ["suppressions"],
  events: suppressionEvents,
  apply: writeSuppressions,
});
