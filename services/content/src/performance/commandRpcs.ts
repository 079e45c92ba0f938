import { ContentService } from "@marketing/protos/content/v1/content_service";
import type { Violation } from "@marketing/shared/base/errors";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { unary } from "@marketing/shared/grpc/rpc";
import { int64, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { version } from "../content/requests.ts";
import { recordPerformance } from "./commands.ts";

const count = int64({ min: 0, max: 1_000_000_000 });

const countRules = (raw: { readonly served: string; readonly engaged: string }): ReadonlyArray<Violation> => {
  const [served, engaged] = [Number(raw.served ?? 0), Number(raw.engaged ?? 0)];
  if (served === 0 && engaged === 0) return [{ field: "served", description: "served or engaged is required" }];
  if (served > 0 && engaged > served) return [{ field: "engaged", description: "must be at most served: the score is a part of 1" }];
  return [];
};

export const performanceCommandRpcs = (log: EventLog) => ({
  recordPerformance: unary(ContentService.method.recordPerformance, {
    scope: "content:write",
    request: { contentId: uuid, version: version(0), served: count, engaged: count, messageId: text(128) },
    rules: countRules,
    handle: (ctx, r) => recordPerformance(log, ctx.tenantId, r, metadataOf(ctx)),
  }),
});
