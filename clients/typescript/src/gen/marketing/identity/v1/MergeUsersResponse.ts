// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';
import type { Long } from '@grpc/proto-loader';

export interface MergeUsersResponse {
  'user'?: (_marketing_identity_v1_User | null);
  'mergeId'?: (string);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface MergeUsersResponse__Output {
  'user': (_marketing_identity_v1_User__Output | null);
  'mergeId': (string);
  'version': (string);
  'position': (string);
}
