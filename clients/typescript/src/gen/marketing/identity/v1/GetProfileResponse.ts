// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Profile as _marketing_identity_v1_Profile, Profile__Output as _marketing_identity_v1_Profile__Output } from '../../../marketing/identity/v1/Profile.ts';
import type { ProfileSource as _marketing_identity_v1_ProfileSource, ProfileSource__Output as _marketing_identity_v1_ProfileSource__Output } from '../../../marketing/identity/v1/ProfileSource.ts';

export interface GetProfileResponse {
  'profile'?: (_marketing_identity_v1_Profile | null);
  'source'?: (_marketing_identity_v1_ProfileSource);
}

export interface GetProfileResponse__Output {
  'profile': (_marketing_identity_v1_Profile__Output | null);
  'source': (_marketing_identity_v1_ProfileSource__Output);
}
