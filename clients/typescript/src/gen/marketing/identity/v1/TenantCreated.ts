// Original file: protos/marketing/identity/v1/identity_events.proto

import type { TenantSettings as _marketing_identity_v1_TenantSettings, TenantSettings__Output as _marketing_identity_v1_TenantSettings__Output } from '../../../marketing/identity/v1/TenantSettings.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * tenant.created
 */
export interface TenantCreated {
  'tenantId'?: (string);
  'name'?: (string);
  'settings'?: (_marketing_identity_v1_TenantSettings | null);
  'createdAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * tenant.created
 */
export interface TenantCreated__Output {
  'tenantId': (string);
  'name': (string);
  'settings': (_marketing_identity_v1_TenantSettings__Output | null);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
}
