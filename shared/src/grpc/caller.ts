import { appendIdOf } from "../base/ids.ts";
import type { Caller } from "../command/caller.ts";
import { fingerprintOf } from "../command/receipt.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { CallContext } from "./context.ts";
import { metadataOf } from "./metadata.ts";

/**
 * The caller of a command that came by gRPC. `rpc`, e.g. "CaptureLead", and the request id name the receipt. Give the whole request: all of it but
 * these two fields is what the request id stands for. The version a caller expects is no content: who has looked again may repeat with a newer one.
 */
export const callerOf = (
  log: EventLog,
  ctx: CallContext,
  rpc: string,
  { requestId, expectedVersion = null, ...content }: { readonly requestId: string | null; readonly expectedVersion?: number | null },
  tenantId = ctx.tenantId,
): Caller => ({
  log,
  tenantId,
  appendId: requestId === null ? null : appendIdOf(tenantId, rpc, requestId),
  fingerprint: requestId === null ? null : fingerprintOf(content),
  expectedVersion,
  metadata: metadataOf(ctx),
  signal: ctx.signal,
});
