// Original file: protos/marketing/campaign/v1/task_service.proto


export interface HeartbeatRequest {
  'taskId'?: (string);
  'leaseId'?: (string);
  /**
   * From now; default: as claimed.
   */
  'leaseSeconds'?: (number);
}

export interface HeartbeatRequest__Output {
  'taskId': (string);
  'leaseId': (string);
  /**
   * From now; default: as claimed.
   */
  'leaseSeconds': (number);
}
