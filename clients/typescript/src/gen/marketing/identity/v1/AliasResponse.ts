// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';
import type { IdentifyWarning as _marketing_identity_v1_IdentifyWarning, IdentifyWarning__Output as _marketing_identity_v1_IdentifyWarning__Output } from '../../../marketing/identity/v1/IdentifyWarning.ts';
import type { Long } from '@grpc/proto-loader';

export interface AliasResponse {
  'user'?: (_marketing_identity_v1_User | null);
  'mergeId'?: (string);
  'warnings'?: (_marketing_identity_v1_IdentifyWarning)[];
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface AliasResponse__Output {
  'user': (_marketing_identity_v1_User__Output | null);
  'mergeId': (string);
  'warnings': (_marketing_identity_v1_IdentifyWarning__Output)[];
  'version': (string);
  'position': (string);
}
