// Original file: protos/marketing/operations/v1/operations_service.proto


export interface VerifyLogRequest {
  'refill'?: (boolean);
}

export interface VerifyLogRequest__Output {
  'refill': (boolean);
}
