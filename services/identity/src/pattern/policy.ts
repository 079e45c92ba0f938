import { allOf } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { activityEvents } from "../activity/events.ts";
import { membershipEvents } from "../membership/events.ts";
import { userEvents } from "../user/events.ts";
import { refreshPatterns } from "./refresh.ts";

/** What may change a pattern: what people did, whom they are made of, their primary segment. */
export const patternTriggers = allOf(
  activityEvents,
  userEvents.only("user_merged", "user_unmerged", "merged_into", "unmerged_from", "segment_assigned", "segment_removed"),
  membershipEvents,
);

export const patternPolicyName = "patterns";

/** Computes people's patterns from this service's own log; policySource.ts says when. */
export const patternPolicy = (log: EventLog): PostgresView =>
  policy({
    name: patternPolicyName,
    events: patternTriggers,
    // large, so that a reader that is behind computes a busy person's pattern once
    batchSize: 10_000,
    committed: () => log.announce(),
    apply: async (client, events) => {
      const changed = events.map((e) => ({
        tenantId: e.tenantId,
        userId: e.data.userId,
        ...(e.type === "user_active" ? { did: e.data.did ?? [] } : {}),
      }));
      await refreshPatterns(client, log, changed, Date.now());
    },
  });
