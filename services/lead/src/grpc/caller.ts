import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Caller } from "../lead/runCommand.ts";

export const callerOf = (
  log: EventLog,
  ctx: CallContext,
  rpc: string,
  r: { readonly requestId: string | null; readonly expectedVersion?: number | null },
): Caller => ({
  log,
  tenantId: ctx.tenantId,
  rpc,
  requestId: r.requestId,
  expectedVersion: r.expectedVersion ?? null,
  metadata: metadataOf(ctx),
});
