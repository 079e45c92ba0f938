// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface AliasRequest {
  'userId'?: (string);
  /**
   * An anonymous id, or a caller's id under which no email or external id is known.
   */
  'previousId'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface AliasRequest__Output {
  'userId': (string);
  /**
   * An anonymous id, or a caller's id under which no email or external id is known.
   */
  'previousId': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
