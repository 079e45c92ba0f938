import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { type ContentType, contentTypes } from "../content/contentEvents.ts";

/** Whether a type of content needs approval before it is published; what was never said, does. */
export type Policies = Readonly<Record<ContentType, boolean>>;

export interface PolicyCommand {
  readonly contentType: ContentType;
  readonly approvalRequired: boolean;
}
export interface PolicySet {
  readonly type: "policy_set";
  readonly data: PolicyCommand;
}

/** Of a tenant, one. */
export const policyStream = "policy-approval";

export const policyDecider: Decider<Policies, PolicyCommand, PolicySet> = {
  initialState: Object.fromEntries(contentTypes.map((type) => [type, true])) as Policies,
  decide: ({ contentType, approvalRequired }, policies): Result.Result<ReadonlyArray<PolicySet>, Rejection> =>
    Result.succeed(policies[contentType] === approvalRequired ? [] : [{ type: "policy_set", data: { contentType, approvalRequired } }]),
  evolve: (policies, { data }) => ({ ...policies, [data.contentType]: data.approvalRequired }),
};
