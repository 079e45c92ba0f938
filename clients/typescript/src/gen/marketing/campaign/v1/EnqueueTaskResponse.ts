// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Task as _marketing_campaign_v1_Task, Task__Output as _marketing_campaign_v1_Task__Output } from '../../../marketing/campaign/v1/Task.ts';
import type { Long } from '@grpc/proto-loader';

export interface EnqueueTaskResponse {
  'task'?: (_marketing_campaign_v1_Task | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface EnqueueTaskResponse__Output {
  'task': (_marketing_campaign_v1_Task__Output | null);
  'version': (string);
  'position': (string);
}
