// Original file: protos/marketing/campaign/v1/task_service.proto

import type { TaskStatus as _marketing_campaign_v1_TaskStatus, TaskStatus__Output as _marketing_campaign_v1_TaskStatus__Output } from '../../../marketing/campaign/v1/TaskStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Filters add up. Newest first.
 */
export interface ListTasksRequest {
  'taskType'?: (string);
  'status'?: (_marketing_campaign_v1_TaskStatus);
  'campaignId'?: (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

/**
 * Filters add up. Newest first.
 */
export interface ListTasksRequest__Output {
  'taskType': (string);
  'status': (_marketing_campaign_v1_TaskStatus__Output);
  'campaignId': (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
