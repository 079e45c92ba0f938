import { ContentPolicyChangedSchema } from "@marketing/protos/content/v1/content_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { ContentType } from "../content/version.ts";
import type { Policy } from "./state.ts";

/** The one stream of a tenant, `policy-approval`. */
export const policyEvents = defineEvents(
  {
    policy_set: event<Policy & { readonly contentType: ContentType }>({
      version: 2,
      upcasters: { 1: (d) => ({ ...d, authorMayApprove: false }) },
      public: shape("policy.changed", ContentPolicyChangedSchema, ({ contentType, approvalRequired, authorMayApprove }) => ({
        contentType,
        approvalRequired,
        authorMayApprove,
      })),
      sample: { contentType: "blog", approvalRequired: false, authorMayApprove: false },
    }),
  },
  { sampleStream: "policy-approval" },
);
export type PolicyEvent = EventOf<typeof policyEvents>;
