// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ListDeadTasksRequest {
  /**
   * Empty = all.
   */
  'taskType'?: (string);
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListDeadTasksRequest__Output {
  /**
   * Empty = all.
   */
  'taskType': (string);
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
