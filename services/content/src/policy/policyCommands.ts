import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Policies, type PolicySet, policyDecider, policyStream } from "./policy.ts";

export const loadPolicies = async (log: EventLog, tenantId: string): Promise<{ policies: Policies; version: number }> => {
  const events = await log.readStreamAll(tenantId, policyStream);
  const policies = events.reduce((p, e) => policyDecider.evolve(p, e as unknown as PolicySet), policyDecider.initialState);
  return { policies, version: events.at(-1)?.version ?? 0 };
};
