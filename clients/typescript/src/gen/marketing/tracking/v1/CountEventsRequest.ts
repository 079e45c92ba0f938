// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Bucket as _marketing_tracking_v1_Bucket, Bucket__Output as _marketing_tracking_v1_Bucket__Output } from '../../../marketing/tracking/v1/Bucket.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountEventsRequest {
  'startTime'?: (_google_protobuf_Timestamp | null);
  'endTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Default: day.
   */
  'bucket'?: (_marketing_tracking_v1_Bucket);
  /**
   * Only these names; empty = all.
   */
  'eventNames'?: (string)[];
  /**
   * Also per name, not only per bucket.
   */
  'byName'?: (boolean);
  'includeBots'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface CountEventsRequest__Output {
  'startTime': (_google_protobuf_Timestamp__Output | null);
  'endTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Default: day.
   */
  'bucket': (_marketing_tracking_v1_Bucket__Output);
  /**
   * Only these names; empty = all.
   */
  'eventNames': (string)[];
  /**
   * Also per name, not only per bucket.
   */
  'byName': (boolean);
  'includeBots': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
