import { invalidField, notFound } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";

/** Who may see and change a tenant and its keys; which tenant that is, `targetTenant` says. */
export const tenantAdmin = { scope: "tenant:admin", tenant: "none" } as const;

/** The tenant meant: the caller's own unless named; another's does not exist for a tenant's key. */
export const targetTenant = (ctx: CallContext, named: string | null): string => {
  const tenantId = named ?? ctx.tenantId;
  if (tenantId === "") throw invalidField("tenant_id", "is required: the caller belongs to no tenant");
  if (ctx.principal.tenantId !== null && ctx.principal.tenantId !== tenantId) throw notFound("TENANT_NOT_FOUND", "no such tenant");
  return tenantId;
};
