import type { Principal } from "@marketing/shared/auth/principal";
import type { EventMetadata } from "@marketing/shared/base/event";
import { appendIdOf } from "@marketing/shared/base/ids";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import type { EventLog } from "@marketing/shared/log/eventLog";

/** Who commands, and what every command of theirs has. */
export interface Caller {
  readonly log: EventLog;
  readonly tenantId: string;
  /** From the request id; undefined = every call is a new one. */
  readonly appendId: string | undefined;
  readonly expectedVersion: number | undefined;
  readonly metadata: EventMetadata;
}

export const callerOf = (
  log: EventLog,
  ctx: CallContext,
  rpc: string,
  r: { readonly requestId: string | null; readonly expectedVersion?: number | null },
): Caller => ({
  log,
  tenantId: ctx.tenantId,
  appendId: r.requestId === null ? undefined : appendIdOf(ctx.tenantId, rpc, r.requestId),
  expectedVersion: r.expectedVersion ?? undefined,
  metadata: metadataOf(ctx),
});

/** The column created_by: "agent:<id>" for a key that may take tasks by name, "user:<id>" for any other, "system:<name>" for the platform and services. */
export const createdBy = ({ kind, id, scopes }: Principal): string => {
  if (kind !== "api_key") return `system:${id}`.slice(0, 50);
  return `${scopes.some((s) => s === "task:work" || s === "task:*") ? "agent" : "user"}:${id}`.slice(0, 50);
};
