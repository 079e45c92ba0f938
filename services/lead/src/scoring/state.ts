import { defaultModel } from "./defaultModel.ts";
import type { ScoringEvent, ScoringModel } from "./events.ts";

/** The model in force; the built-in one until a tenant sets its own. */
export const initialModel: ScoringModel = defaultModel;

export const evolve = (_: ScoringModel, { data }: ScoringEvent): ScoringModel => data;
