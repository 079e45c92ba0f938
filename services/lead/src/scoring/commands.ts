import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import { type SetModel, scoringDecider } from "./decide.ts";
import type { ScoringEvent, ScoringModel } from "./events.ts";

const scoringModel: Aggregate<ScoringModel, SetModel, ScoringEvent> = { category: "scoring_model", decider: scoringDecider };

/** The model of the caller's tenant from now on. */
export const setModel = (caller: Caller, command: SetModel): Promise<Handled<ScoringModel, ScoringEvent>> =>
  executeOn(caller, scoringModel, caller.tenantId, command);
