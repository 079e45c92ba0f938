// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * api-key.created
 */
export interface ApiKeyCreated {
  'keyId'?: (string);
  'tenantId'?: (string);
  'name'?: (string);
  /**
   * SHA-256 of the secret part, hexadecimal.
   */
  'secretSha256'?: (string);
  'scopes'?: (string)[];
  /**
   * Calls an hour; absent = unlimited.
   */
  'rateLimit'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  'expiresAt'?: (_google_protobuf_Timestamp | null);
  '_rateLimit'?: "rateLimit";
}

/**
 * api-key.created
 */
export interface ApiKeyCreated__Output {
  'keyId': (string);
  'tenantId': (string);
  'name': (string);
  /**
   * SHA-256 of the secret part, hexadecimal.
   */
  'secretSha256': (string);
  'scopes': (string)[];
  /**
   * Calls an hour; absent = unlimited.
   */
  'rateLimit'?: (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  'expiresAt': (_google_protobuf_Timestamp__Output | null);
  '_rateLimit'?: "rateLimit";
}
