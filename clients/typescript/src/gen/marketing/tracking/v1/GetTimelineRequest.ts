// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { PersonRef as _marketing_tracking_v1_PersonRef, PersonRef__Output as _marketing_tracking_v1_PersonRef__Output } from '../../../marketing/tracking/v1/PersonRef.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetTimelineRequest {
  'person'?: (_marketing_tracking_v1_PersonRef | null);
  /**
   * Only these names; empty = all.
   */
  'eventNames'?: (string)[];
  'startTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'endTime'?: (_google_protobuf_Timestamp | null);
  'includeBots'?: (boolean);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  /**
   * Waits until the view has seen this position.
   */
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetTimelineRequest__Output {
  'person': (_marketing_tracking_v1_PersonRef__Output | null);
  /**
   * Only these names; empty = all.
   */
  'eventNames': (string)[];
  'startTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'includeBots': (boolean);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  /**
   * Waits until the view has seen this position.
   */
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
