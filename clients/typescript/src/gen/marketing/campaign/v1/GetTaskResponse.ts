// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Task as _marketing_campaign_v1_Task, Task__Output as _marketing_campaign_v1_Task__Output } from '../../../marketing/campaign/v1/Task.ts';

export interface GetTaskResponse {
  'task'?: (_marketing_campaign_v1_Task | null);
}

export interface GetTaskResponse__Output {
  'task': (_marketing_campaign_v1_Task__Output | null);
}
