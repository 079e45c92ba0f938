// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';

export interface ListUsersResponse {
  'users'?: (_marketing_identity_v1_User)[];
  'nextPageToken'?: (string);
}

export interface ListUsersResponse__Output {
  'users': (_marketing_identity_v1_User__Output)[];
  'nextPageToken': (string);
}
