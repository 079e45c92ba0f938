// Original file: protos/marketing/identity/v1/identity_events.proto

import type { TenantSettings as _marketing_identity_v1_TenantSettings, TenantSettings__Output as _marketing_identity_v1_TenantSettings__Output } from '../../../marketing/identity/v1/TenantSettings.ts';

/**
 * tenant.settings-changed: everything as it is now.
 */
export interface TenantSettingsChanged {
  'tenantId'?: (string);
  'name'?: (string);
  'settings'?: (_marketing_identity_v1_TenantSettings | null);
}

/**
 * tenant.settings-changed: everything as it is now.
 */
export interface TenantSettingsChanged__Output {
  'tenantId': (string);
  'name': (string);
  'settings': (_marketing_identity_v1_TenantSettings__Output | null);
}
