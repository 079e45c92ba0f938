// Original file: protos/marketing/content/v1/content_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface SchedulePublishRequest {
  'contentId'?: (string);
  /**
   * In the future. Scheduling again moves it.
   */
  'scheduledFor'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface SchedulePublishRequest__Output {
  'contentId': (string);
  /**
   * In the future. Scheduling again moves it.
   */
  'scheduledFor': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
