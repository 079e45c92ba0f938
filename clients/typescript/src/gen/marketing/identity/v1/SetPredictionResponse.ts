// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetPredictionResponse {
  'user'?: (_marketing_identity_v1_User | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface SetPredictionResponse__Output {
  'user': (_marketing_identity_v1_User__Output | null);
  'version': (string);
  'position': (string);
}
