import { ContentService } from "@marketing/protos/content/v1/content_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, commandFields } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { contentType } from "../content/requests.ts";
import { commandPolicy } from "./commands.ts";
import { policyMessages } from "./messages.ts";

export const policyCommandRpcs = (log: EventLog) => ({
  setPolicy: unary(ContentService.method.setPolicy, {
    scope: "content:write",
    request: { contentType, approvalRequired: boolean, ...commandFields },
    handle: async (ctx, r) => {
      const { contentType, approvalRequired } = r;
      const { state, version, position } = await commandPolicy(callerOf(log, ctx, "SetPolicy", r), { contentType, approvalRequired });
      return { policies: policyMessages(state), version, position };
    },
  }),
});
