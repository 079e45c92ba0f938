// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * task.enqueued
 */
export interface TaskEnqueued {
  'taskId'?: (string);
  'taskType'?: (string);
  'payload'?: (_google_protobuf_Struct | null);
  'campaignId'?: (string);
  'dueAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * task.enqueued
 */
export interface TaskEnqueued__Output {
  'taskId': (string);
  'taskType': (string);
  'payload': (_google_protobuf_Struct__Output | null);
  'campaignId': (string);
  'dueAt': (_google_protobuf_Timestamp__Output | null);
}
