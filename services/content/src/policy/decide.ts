import { accept, type Decider } from "@marketing/shared/base/decider";
import type { ContentType } from "../content/version.ts";
import type { PolicyEvent } from "./events.ts";
import { evolve, initialPolicies, type Policies } from "./state.ts";

/** There is one command: to set it. */
export interface PolicyCommand {
  readonly contentType: ContentType;
  readonly approvalRequired: boolean;
  /** Null = as it was. */
  readonly authorMayApprove: boolean | null;
}

export const policyDecider: Decider<Policies, PolicyCommand, PolicyEvent> = {
  initialState: initialPolicies,
  decide: ({ contentType, approvalRequired, ...c }, policies) => {
    const before = policies[contentType];
    const authorMayApprove = c.authorMayApprove ?? before.authorMayApprove;
    return before.approvalRequired === approvalRequired && before.authorMayApprove === authorMayApprove
      ? accept()
      : accept({ type: "policy_set", data: { contentType, approvalRequired, authorMayApprove } });
  },
  evolve,
};
