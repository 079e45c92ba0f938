import { ContentPolicyChangedSchema } from "@marketing/protos/content/v1/content_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { ContentType } from "../content/version.ts";

/** The one stream of a tenant, `policy-approval`. */
export const policyEvents = defineEvents(
  {
    policy_set: event<{ readonly contentType: ContentType; readonly approvalRequired: boolean }>({
      version: 1,
      public: shape("policy.changed", ContentPolicyChangedSchema, ({ contentType, approvalRequired }) => ({
        contentType,
        approvalRequired,
      })),
      sample: { contentType: "blog", approvalRequired: false },
    }),
  },
  { sampleStream: "policy-approval" },
);
export type PolicyEvent = EventOf<typeof policyEvents>;
