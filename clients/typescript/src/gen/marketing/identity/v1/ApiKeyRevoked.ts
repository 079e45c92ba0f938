// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * api-key.revoked
 */
export interface ApiKeyRevoked {
  'keyId'?: (string);
  'tenantId'?: (string);
  'revokedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * api-key.revoked
 */
export interface ApiKeyRevoked__Output {
  'keyId': (string);
  'tenantId': (string);
  'revokedAt': (_google_protobuf_Timestamp__Output | null);
}
