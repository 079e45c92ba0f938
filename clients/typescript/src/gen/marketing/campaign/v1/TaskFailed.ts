// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * task.failed: by the worker's word, or because its lease ran out; tried again at retry_at.
 */
export interface TaskFailed {
  'taskId'?: (string);
  'taskType'?: (string);
  'campaignId'?: (string);
  'error'?: (string);
  'attempt'?: (number);
  'retryAt'?: (_google_protobuf_Timestamp | null);
  'workerId'?: (string);
}

/**
 * task.failed: by the worker's word, or because its lease ran out; tried again at retry_at.
 */
export interface TaskFailed__Output {
  'taskId': (string);
  'taskType': (string);
  'campaignId': (string);
  'error': (string);
  'attempt': (number);
  'retryAt': (_google_protobuf_Timestamp__Output | null);
  'workerId': (string);
}
