// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * task.claimed
 */
export interface TaskClaimed {
  'taskId'?: (string);
  'taskType'?: (string);
  'workerId'?: (string);
  'attempt'?: (number);
  'leaseUntil'?: (_google_protobuf_Timestamp | null);
}

/**
 * task.claimed
 */
export interface TaskClaimed__Output {
  'taskId': (string);
  'taskType': (string);
  'workerId': (string);
  'attempt': (number);
  'leaseUntil': (_google_protobuf_Timestamp__Output | null);
}
