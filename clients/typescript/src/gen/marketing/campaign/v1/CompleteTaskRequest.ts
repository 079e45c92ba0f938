// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface CompleteTaskRequest {
  'taskId'?: (string);
  'leaseId'?: (string);
  /**
   * At most 256 KB.
   */
  'result'?: (_google_protobuf_Struct | null);
  'requestId'?: (string);
}

export interface CompleteTaskRequest__Output {
  'taskId': (string);
  'leaseId': (string);
  /**
   * At most 256 KB.
   */
  'result': (_google_protobuf_Struct__Output | null);
  'requestId': (string);
}
