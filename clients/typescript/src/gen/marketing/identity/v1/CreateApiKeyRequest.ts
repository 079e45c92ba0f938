// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface CreateApiKeyRequest {
  /**
   * Empty = the caller's own.
   */
  'tenantId'?: (string);
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  'scopes'?: (string)[];
  'rateLimit'?: (number);
  'expiresAt'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
}

export interface CreateApiKeyRequest__Output {
  /**
   * Empty = the caller's own.
   */
  'tenantId': (string);
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  'scopes': (string)[];
  'rateLimit': (number);
  'expiresAt': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
}
