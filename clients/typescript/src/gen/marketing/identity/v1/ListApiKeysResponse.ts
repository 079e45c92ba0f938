// Original file: protos/marketing/identity/v1/identity_service.proto

import type { ApiKey as _marketing_identity_v1_ApiKey, ApiKey__Output as _marketing_identity_v1_ApiKey__Output } from '../../../marketing/identity/v1/ApiKey.ts';

export interface ListApiKeysResponse {
  'apiKeys'?: (_marketing_identity_v1_ApiKey)[];
  'nextPageToken'?: (string);
}

export interface ListApiKeysResponse__Output {
  'apiKeys': (_marketing_identity_v1_ApiKey__Output)[];
  'nextPageToken': (string);
}
