// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface CreateUserRequest {
  /**
   * Made by the server when absent. A caller's own id that is no UUID makes it the external_id.
   */
  'userId'?: (string);
  /**
   * At most 255 characters.
   */
  'email'?: (string);
  'traits'?: (_google_protobuf_Struct | null);
  'requestId'?: (string);
}

export interface CreateUserRequest__Output {
  /**
   * Made by the server when absent. A caller's own id that is no UUID makes it the external_id.
   */
  'userId': (string);
  /**
   * At most 255 characters.
   */
  'email': (string);
  'traits': (_google_protobuf_Struct__Output | null);
  'requestId': (string);
}
