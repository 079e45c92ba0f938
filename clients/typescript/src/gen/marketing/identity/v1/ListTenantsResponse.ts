// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Tenant as _marketing_identity_v1_Tenant, Tenant__Output as _marketing_identity_v1_Tenant__Output } from '../../../marketing/identity/v1/Tenant.ts';

export interface ListTenantsResponse {
  'tenants'?: (_marketing_identity_v1_Tenant)[];
  'nextPageToken'?: (string);
}

export interface ListTenantsResponse__Output {
  'tenants': (_marketing_identity_v1_Tenant__Output)[];
  'nextPageToken': (string);
}
