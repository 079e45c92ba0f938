// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * task.completed
 */
export interface TaskCompleted {
  'taskId'?: (string);
  'taskType'?: (string);
  'campaignId'?: (string);
  'result'?: (_google_protobuf_Struct | null);
  'workerId'?: (string);
}

/**
 * task.completed
 */
export interface TaskCompleted__Output {
  'taskId': (string);
  'taskType': (string);
  'campaignId': (string);
  'result': (_google_protobuf_Struct__Output | null);
  'workerId': (string);
}
