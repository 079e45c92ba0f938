// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface EnqueueTaskRequest {
  /**
   * 1 to 50 of a-z, 0-9, _ and -.
   */
  'taskType'?: (string);
  /**
   * At most 32 KB.
   */
  'payload'?: (_google_protobuf_Struct | null);
  /**
   * NOT_FOUND when there is no such campaign.
   */
  'campaignId'?: (string);
  /**
   * Default: at once.
   */
  'dueAt'?: (_google_protobuf_Timestamp | null);
  /**
   * 1 to 100; default 5.
   */
  'maxAttempts'?: (number);
  /**
   * UUID; made by the server when empty.
   */
  'taskId'?: (string);
  'requestId'?: (string);
}

export interface EnqueueTaskRequest__Output {
  /**
   * 1 to 50 of a-z, 0-9, _ and -.
   */
  'taskType': (string);
  /**
   * At most 32 KB.
   */
  'payload': (_google_protobuf_Struct__Output | null);
  /**
   * NOT_FOUND when there is no such campaign.
   */
  'campaignId': (string);
  /**
   * Default: at once.
   */
  'dueAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * 1 to 100; default 5.
   */
  'maxAttempts': (number);
  /**
   * UUID; made by the server when empty.
   */
  'taskId': (string);
  'requestId': (string);
}
