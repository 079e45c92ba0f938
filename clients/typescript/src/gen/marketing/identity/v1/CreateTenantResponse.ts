// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Tenant as _marketing_identity_v1_Tenant, Tenant__Output as _marketing_identity_v1_Tenant__Output } from '../../../marketing/identity/v1/Tenant.ts';
import type { Long } from '@grpc/proto-loader';

export interface CreateTenantResponse {
  'tenant'?: (_marketing_identity_v1_Tenant | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface CreateTenantResponse__Output {
  'tenant': (_marketing_identity_v1_Tenant__Output | null);
  'version': (string);
  'position': (string);
}
