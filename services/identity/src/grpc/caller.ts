import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Caller } from "../user/userCommands.ts";

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

/** The UUID behind whichever id was given: the user's wins. One of them is there. */
export const idOf = (tenantId: string, r: { readonly userId: string | null; readonly anonymousId?: string | null }): string =>
  r.userId !== null ? userIdOf(tenantId, r.userId) : anonymousUserIdOf(tenantId, r.anonymousId ?? "");
