// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ApiKey {
  /**
   * 16 hexadecimal digits; the part of the key that is no secret.
   */
  'keyId'?: (string);
  'tenantId'?: (string);
  'name'?: (string);
  /**
   * "identity:read", "identity:write", "tracking:read", "tracking:write", "tenant:admin" …; "*" = all of a tenant.
   */
  'scopes'?: (string)[];
  /**
   * Calls an hour; 0 = unlimited.
   */
  'rateLimit'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent = in force.
   */
  'revokedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent = never.
   */
  'expiresAt'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
}

export interface ApiKey__Output {
  /**
   * 16 hexadecimal digits; the part of the key that is no secret.
   */
  'keyId': (string);
  'tenantId': (string);
  'name': (string);
  /**
   * "identity:read", "identity:write", "tracking:read", "tracking:write", "tenant:admin" …; "*" = all of a tenant.
   */
  'scopes': (string)[];
  /**
   * Calls an hour; 0 = unlimited.
   */
  'rateLimit': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent = in force.
   */
  'revokedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent = never.
   */
  'expiresAt': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
}
