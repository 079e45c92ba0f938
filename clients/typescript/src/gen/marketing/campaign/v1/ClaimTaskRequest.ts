// Original file: protos/marketing/campaign/v1/task_service.proto


export interface ClaimTaskRequest {
  /**
   * 1 to 20.
   */
  'taskTypes'?: (string)[];
  /**
   * Who asks, 1 to 100 characters.
   */
  'workerId'?: (string);
  /**
   * 1 to 3,600; default 30.
   */
  'leaseSeconds'?: (number);
  'requestId'?: (string);
}

export interface ClaimTaskRequest__Output {
  /**
   * 1 to 20.
   */
  'taskTypes': (string)[];
  /**
   * Who asks, 1 to 100 characters.
   */
  'workerId': (string);
  /**
   * 1 to 3,600; default 30.
   */
  'leaseSeconds': (number);
  'requestId': (string);
}
