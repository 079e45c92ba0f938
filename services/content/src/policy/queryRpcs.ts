import { ContentService } from "@marketing/protos/content/v1/content_service";
import { unary } from "@marketing/shared/grpc/rpc";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadPolicies } from "./commands.ts";
import { policyMessages } from "./messages.ts";

export const policyQueryRpcs = (log: EventLog) => ({
  getPolicies: unary(ContentService.method.getPolicies, {
    scope: "content:read",
    request: {},
    handle: async (ctx) => {
      const { policies, version } = await loadPolicies(log, ctx.tenantId);
      return { policies: policyMessages(policies), version };
    },
  }),
});
