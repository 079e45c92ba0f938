import { appendIdOf } from "../base/ids.ts";
import type { Caller } from "../command/caller.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { CallContext } from "./context.ts";
import { metadataOf } from "./metadata.ts";

/** The caller of a command that came by gRPC. `rpc`, e.g. "CaptureLead", and the request id name the receipt. */
export const callerOf = (
  log: EventLog,
  ctx: CallContext,
  rpc: string,
  { requestId, expectedVersion = null }: { readonly requestId: string | null; readonly expectedVersion?: number | null },
  tenantId = ctx.tenantId,
): Caller => ({
  log,
  tenantId,
  appendId: requestId === null ? null : appendIdOf(tenantId, rpc, requestId),
  expectedVersion,
  metadata: metadataOf(ctx),
  signal: ctx.signal,
});
