// Original file: protos/marketing/identity/v1/identity_service.proto

import type { ApiKey as _marketing_identity_v1_ApiKey, ApiKey__Output as _marketing_identity_v1_ApiKey__Output } from '../../../marketing/identity/v1/ApiKey.ts';
import type { Long } from '@grpc/proto-loader';

export interface RevokeApiKeyResponse {
  'apiKey'?: (_marketing_identity_v1_ApiKey | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface RevokeApiKeyResponse__Output {
  'apiKey': (_marketing_identity_v1_ApiKey__Output | null);
  'version': (string);
  'position': (string);
}
