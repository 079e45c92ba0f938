import { type Aggregate, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type PolicyCommand, policyDecider } from "./decide.ts";
import type { PolicyEvent } from "./events.ts";
import type { Policies } from "./state.ts";

const policy: Aggregate<Policies, PolicyCommand, PolicyEvent> = { category: "policy", decider: policyDecider };
/** A tenant has one policy for all types of content. */
const approval = "approval";

export const commandPolicy = (caller: Caller, command: PolicyCommand): Promise<Handled<Policies, PolicyEvent>> =>
  executeOn(caller, policy, approval, command);

export const loadPolicies = async (log: EventLog, tenantId: string): Promise<{ readonly policies: Policies; readonly version: number }> => {
  const { state, version } = await load(log, policy, tenantId, approval);
  return { policies: state, version };
};
