// Original file: protos/marketing/campaign/v1/task_service.proto


export interface ClaimTasksRequest {
  /**
   * 1 to 20.
   */
  'taskTypes'?: (string)[];
  /**
   * 1 to 100 characters.
   */
  'workerId'?: (string);
  /**
   * 1 to 3,600; default 30.
   */
  'leaseSeconds'?: (number);
}

export interface ClaimTasksRequest__Output {
  /**
   * 1 to 20.
   */
  'taskTypes': (string)[];
  /**
   * 1 to 100 characters.
   */
  'workerId': (string);
  /**
   * 1 to 3,600; default 30.
   */
  'leaseSeconds': (number);
}
