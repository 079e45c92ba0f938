// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';

export interface GetUserResponse {
  'user'?: (_marketing_identity_v1_User | null);
}

export interface GetUserResponse__Output {
  'user': (_marketing_identity_v1_User__Output | null);
}
