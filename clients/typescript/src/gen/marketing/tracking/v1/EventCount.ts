// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface EventCount {
  /**
   * Start of the bucket.
   */
  'bucketStart'?: (_google_protobuf_Timestamp | null);
  /**
   * Empty unless by_name.
   */
  'eventName'?: (string);
  'count'?: (number | string | Long);
}

export interface EventCount__Output {
  /**
   * Start of the bucket.
   */
  'bucketStart': (_google_protobuf_Timestamp__Output | null);
  /**
   * Empty unless by_name.
   */
  'eventName': (string);
  'count': (string);
}
