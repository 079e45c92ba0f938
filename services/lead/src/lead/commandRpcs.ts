import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { fieldRpcs } from "./fieldRpcs.ts";
import { mergeRpcs } from "./mergeRpcs.ts";
import { scoreRpcs } from "./scoreRpcs.ts";
import { statusRpcs } from "./statusRpcs.ts";

/** Every command about a lead. */
export const leadCommandRpcs = (log: EventLog, pool: Pool) => ({
  ...fieldRpcs(log, pool),
  ...statusRpcs(log),
  ...mergeRpcs(log),
  ...scoreRpcs(log, pool),
});
