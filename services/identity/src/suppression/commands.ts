import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import { type ChangeSuppression, suppressionDecider } from "./decide.ts";
import { entryId } from "./entry.ts";
import type { SuppressionEvent } from "./events.ts";
import type { SuppressionState } from "./state.ts";

const suppression: Aggregate<SuppressionState, ChangeSuppression, SuppressionEvent> = {
  category: "suppression",
  decider: suppressionDecider,
};

export const changeSuppression = (caller: Caller, command: ChangeSuppression): Promise<Handled<SuppressionState, SuppressionEvent>> =>
  executeOn(caller, suppression, entryId(caller.tenantId, command), command);
