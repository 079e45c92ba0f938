// Original file: protos/marketing/identity/v1/identity_service.proto

import type { IpPolicy as _marketing_identity_v1_IpPolicy, IpPolicy__Output as _marketing_identity_v1_IpPolicy__Output } from '../../../marketing/identity/v1/IpPolicy.ts';

export interface CreateTenantRequest {
  /**
   * UUID; made by the server when absent.
   */
  'tenantId'?: (string);
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  'ipPolicy'?: (_marketing_identity_v1_IpPolicy);
  'timezone'?: (string);
  'requestId'?: (string);
}

export interface CreateTenantRequest__Output {
  /**
   * UUID; made by the server when absent.
   */
  'tenantId': (string);
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  'ipPolicy': (_marketing_identity_v1_IpPolicy__Output);
  'timezone': (string);
  'requestId': (string);
}
