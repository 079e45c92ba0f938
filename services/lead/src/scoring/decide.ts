import { accept, type Decider, type Decision } from "@marketing/shared/base/decider";
import { sameJson } from "@marketing/shared/base/json";
import type { ScoringEvent, ScoringModel } from "./events.ts";
import { evolve, initialModel } from "./state.ts";

export interface SetModel {
  readonly model: Omit<ScoringModel, "version" | "createdAt">;
  /** ms since 1970 */
  readonly at: number;
}

/** Setting the model that is in force already changes nothing. */
const decide = ({ model, at }: SetModel, { version, createdAt: _, ...current }: ScoringModel): Decision<ScoringEvent> =>
  version > 0 && sameJson(current, model)
    ? accept()
    : accept({ type: "scoring_model_set", data: { ...model, version: version + 1, createdAt: at } });

export const scoringDecider: Decider<ScoringModel, SetModel, ScoringEvent> = { initialState: initialModel, decide, evolve };
