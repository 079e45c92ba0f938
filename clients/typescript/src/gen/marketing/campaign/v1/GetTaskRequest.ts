// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetTaskRequest {
  'taskId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetTaskRequest__Output {
  'taskId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
