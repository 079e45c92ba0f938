// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Task as _marketing_campaign_v1_Task, Task__Output as _marketing_campaign_v1_Task__Output } from '../../../marketing/campaign/v1/Task.ts';

export interface ClaimTasksResponse {
  'task'?: (_marketing_campaign_v1_Task | null);
}

export interface ClaimTasksResponse__Output {
  'task': (_marketing_campaign_v1_Task__Output | null);
}
