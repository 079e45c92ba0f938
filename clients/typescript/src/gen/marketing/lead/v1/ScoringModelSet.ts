// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * scoring-model.set
 */
export interface ScoringModelSet {
  'name'?: (string);
  'version'?: (number | string | Long);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * scoring-model.set
 */
export interface ScoringModelSet__Output {
  'name': (string);
  'version': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
