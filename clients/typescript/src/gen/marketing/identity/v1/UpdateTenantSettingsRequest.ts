// Original file: protos/marketing/identity/v1/identity_service.proto

import type { IpPolicy as _marketing_identity_v1_IpPolicy, IpPolicy__Output as _marketing_identity_v1_IpPolicy__Output } from '../../../marketing/identity/v1/IpPolicy.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateTenantSettingsRequest {
  /**
   * Empty = the caller's own.
   */
  'tenantId'?: (string);
  /**
   * Absent or unspecified = unchanged.
   */
  'name'?: (string);
  'ipPolicy'?: (_marketing_identity_v1_IpPolicy);
  'timezone'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_name'?: "name";
  '_timezone'?: "timezone";
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateTenantSettingsRequest__Output {
  /**
   * Empty = the caller's own.
   */
  'tenantId': (string);
  /**
   * Absent or unspecified = unchanged.
   */
  'name'?: (string);
  'ipPolicy': (_marketing_identity_v1_IpPolicy__Output);
  'timezone'?: (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_name'?: "name";
  '_timezone'?: "timezone";
  '_expectedVersion'?: "expectedVersion";
}
