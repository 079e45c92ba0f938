import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { fieldRpcs } from "./fieldRpcs.ts";
import { mergeRpcs } from "./mergeRpcs.ts";
import { scoreRpcs } from "./scoreRpcs.ts";
import { statusRpcs } from "./statusRpcs.ts";

/** Everything that is said of a lead or done with it. */
export const leadCommandRpcs = (log: EventLog, pool: Pool) => ({
  ...fieldRpcs(log, pool),
  ...statusRpcs(log),
  ...mergeRpcs(log),
  ...scoreRpcs(log, pool),
});
