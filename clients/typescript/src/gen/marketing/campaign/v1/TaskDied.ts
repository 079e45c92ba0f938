// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * task.died: its attempts are used up.
 */
export interface TaskDied {
  'taskId'?: (string);
  'taskType'?: (string);
  'campaignId'?: (string);
  'error'?: (string);
  'attempts'?: (number);
}

/**
 * task.died: its attempts are used up.
 */
export interface TaskDied__Output {
  'taskId': (string);
  'taskType': (string);
  'campaignId': (string);
  'error': (string);
  'attempts': (number);
}
