// Original file: protos/marketing/campaign/v1/task_service.proto


export interface FailTaskRequest {
  'taskId'?: (string);
  'leaseId'?: (string);
  /**
   * 1 to 2,000 characters.
   */
  'error'?: (string);
  /**
   * There is no use in trying again: dead at once.
   */
  'permanent'?: (boolean);
  'requestId'?: (string);
}

export interface FailTaskRequest__Output {
  'taskId': (string);
  'leaseId': (string);
  /**
   * 1 to 2,000 characters.
   */
  'error': (string);
  /**
   * There is no use in trying again: dead at once.
   */
  'permanent': (boolean);
  'requestId': (string);
}
