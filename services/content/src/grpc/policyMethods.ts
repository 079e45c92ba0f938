import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields } from "@marketing/shared/grpc/schema";
import { handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { receiptOf } from "../content/contentCommands.ts";
import { policyDecider, policyStream } from "../policy/policy.ts";
import { loadPolicies } from "../policy/policyCommands.ts";
import { contentType } from "./fields.ts";
import { policyMessages } from "./messages.ts";

export const policyMethods = (log: EventLog): Record<string, Method> => ({
  setPolicy: method({
    scope: "content:write",
    request: Schema.Struct({ contentType, approvalRequired: Schema.Boolean, ...commandFields }),
    handle: async (ctx, { contentType, approvalRequired, requestId, expectedVersion }) => {
      const { state, version, position } = await handleCommand({
        log,
        decider: policyDecider,
        tenantId: ctx.tenantId,
        streamId: policyStream,
        command: { contentType, approvalRequired },
        appendId: receiptOf(ctx.tenantId, "SetPolicy", requestId) ?? undefined,
        expectedVersion: expectedVersion ?? undefined,
        metadata: metadataOf(ctx),
      });
      return { policies: policyMessages(state), version, position };
    },
  }),

  getPolicies: method({
    scope: "content:read",
    request: Schema.Struct({}),
    handle: async (ctx) => {
      const { policies, version } = await loadPolicies(log, ctx.tenantId);
      return { policies: policyMessages(policies), version };
    },
  }),
});
