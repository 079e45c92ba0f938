// Original file: protos/marketing/operations/v1/operations_service.proto


export interface ReplayParkedRequest {
  'name'?: (string);
  /**
   * All streams when empty.
   */
  'streamId'?: (string);
  'tenantId'?: (string);
}

export interface ReplayParkedRequest__Output {
  'name': (string);
  /**
   * All streams when empty.
   */
  'streamId': (string);
  'tenantId': (string);
}
