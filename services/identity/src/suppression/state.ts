import type { SuppressionEvent } from "./events.ts";

export interface SuppressionState {
  readonly suppressed: boolean;
}

export const initialSuppression: SuppressionState = { suppressed: false };

export const evolve = (_: SuppressionState, { type }: SuppressionEvent): SuppressionState => ({
  suppressed: type === "suppression_added",
});
