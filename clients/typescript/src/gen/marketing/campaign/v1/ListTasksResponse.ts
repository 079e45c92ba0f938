// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Task as _marketing_campaign_v1_Task, Task__Output as _marketing_campaign_v1_Task__Output } from '../../../marketing/campaign/v1/Task.ts';

export interface ListTasksResponse {
  'tasks'?: (_marketing_campaign_v1_Task)[];
  'nextPageToken'?: (string);
}

export interface ListTasksResponse__Output {
  'tasks': (_marketing_campaign_v1_Task__Output)[];
  'nextPageToken': (string);
}
