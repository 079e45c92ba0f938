import { ContentService } from "@marketing/protos/content/v1/content_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, commandFields, optional } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { contentType } from "../content/requests.ts";
import { commandPolicy } from "./commands.ts";
import { policyMessages } from "./messages.ts";

export const policyCommandRpcs = (log: EventLog) => ({
  setPolicy: unary(ContentService.method.setPolicy, {
    scope: "tenant:admin", // not with the texts' own scopes: who writes them does not decide who checks them
    request: { contentType, approvalRequired: boolean, authorMayApprove: optional(boolean), ...commandFields },
    handle: async (ctx, r) => {
      const { contentType, approvalRequired, authorMayApprove } = r;
      const { state, version, position } = await commandPolicy(callerOf(log, ctx, "SetPolicy", r), {
        contentType,
        approvalRequired,
        authorMayApprove,
      });
      return { policies: policyMessages(state), version, position };
    },
  }),
});
