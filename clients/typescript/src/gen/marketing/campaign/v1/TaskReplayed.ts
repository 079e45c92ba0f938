// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * task.replayed: a dead task is pending again.
 */
export interface TaskReplayed {
  'taskId'?: (string);
  'taskType'?: (string);
  'campaignId'?: (string);
}

/**
 * task.replayed: a dead task is pending again.
 */
export interface TaskReplayed__Output {
  'taskId': (string);
  'taskType': (string);
  'campaignId': (string);
}
