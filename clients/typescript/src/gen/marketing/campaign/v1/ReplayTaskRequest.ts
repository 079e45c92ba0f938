// Original file: protos/marketing/campaign/v1/task_service.proto


export interface ReplayTaskRequest {
  'taskId'?: (string);
  'requestId'?: (string);
}

export interface ReplayTaskRequest__Output {
  'taskId': (string);
  'requestId': (string);
}
