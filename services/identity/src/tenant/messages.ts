import { IpPolicySchema, type TenantSchema } from "@marketing/protos/identity/v1/identity_service";
import type { Loaded } from "@marketing/shared/command/aggregate";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { TenantRow } from "./queries.ts";
import type { TenantState } from "./state.ts";

export const tenantMessage = (t: TenantRow): Outgoing<typeof TenantSchema> => ({
  tenantId: t.tenant_id,
  name: t.name,
  ipPolicy: enumName(IpPolicySchema, t.ip_policy),
  timezone: t.timezone,
  createdAt: toTimestamp(t.created_at),
  version: t.version,
  budget: t.budget ?? 0,
});

export const tenantOfState = ({ id, state, version }: Loaded<TenantState>): Outgoing<typeof TenantSchema> =>
  tenantMessage({
    tenant_id: id,
    name: state.name,
    ip_policy: state.settings.ipPolicy,
    timezone: state.settings.timezone,
    created_at: new Date(state.createdAt),
    budget: state.budget,
    version,
  });
