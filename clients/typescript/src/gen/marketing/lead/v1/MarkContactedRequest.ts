// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface MarkContactedRequest {
  'leadId'?: (string);
  /**
   * Default: now.
   */
  'contactedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "email", "call" …
   */
  'channel'?: (string);
  'note'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface MarkContactedRequest__Output {
  'leadId': (string);
  /**
   * Default: now.
   */
  'contactedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "email", "call" …
   */
  'channel': (string);
  'note': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
