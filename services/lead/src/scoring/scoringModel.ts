import type { Decider } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { sameJson } from "../lead/json.ts";
import { defaultModel } from "./defaultModel.ts";
import type { ScoringModel } from "./model.ts";

export interface ScoringModelSet {
  readonly type: "scoring_model_set";
  readonly data: ScoringModel;
}
export interface SetModel {
  readonly model: Omit<ScoringModel, "version" | "createdAt">;
  readonly at: number;
}

/** The stream `scoring_model-<tenant>`: version of the stream = version of the model. Setting what is in force changes nothing. */
export const scoringModelDecider: Decider<ScoringModel, SetModel, ScoringModelSet> = {
  initialState: defaultModel,
  decide: ({ model, at }, now) => {
    const { version, createdAt, ...current } = now;
    if (version > 0 && sameJson(current as never, model as never)) return Result.succeed([]);
    return Result.succeed([{ type: "scoring_model_set", data: { ...model, version: version + 1, createdAt: at } }]);
  },
  evolve: (_, event) => event.data,
};

export const scoringModelStream = (tenantId: string): string => `scoring_model-${tenantId}`;
