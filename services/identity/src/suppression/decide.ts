import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { Entry } from "./entry.ts";
import type { SuppressionEvent } from "./events.ts";
import { evolve, initialSuppression, type SuppressionState } from "./state.ts";

export interface ChangeSuppression extends Entry {
  readonly type: "add" | "remove";
  readonly reason: string;
  readonly at: number;
}

const decide = ({ type, ...changed }: ChangeSuppression, { suppressed }: SuppressionState): Decision<SuppressionEvent> => {
  if (type === "add") return suppressed ? accept() : accept({ type: "suppression_added", data: changed });
  if (!suppressed) return refuse("not_found", "NOT_SUPPRESSED", `this ${changed.kind} is not on the suppression list`);
  return accept({ type: "suppression_removed", data: changed });
};

export const suppressionDecider: Decider<SuppressionState, ChangeSuppression, SuppressionEvent> = {
  initialState: initialSuppression,
  decide,
  evolve,
};
