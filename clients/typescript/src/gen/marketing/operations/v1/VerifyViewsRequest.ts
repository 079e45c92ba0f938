// Original file: protos/marketing/operations/v1/operations_service.proto


export interface VerifyViewsRequest {
  /**
   * All views when empty.
   */
  'names'?: (string)[];
}

export interface VerifyViewsRequest__Output {
  /**
   * All views when empty.
   */
  'names': (string)[];
}
