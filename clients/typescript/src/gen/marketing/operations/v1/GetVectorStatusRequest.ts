// Original file: protos/marketing/operations/v1/operations_service.proto


export interface GetVectorStatusRequest {
  /**
   * Also the figures of each tenant in the live generation.
   */
  'withTenants'?: (boolean);
}

export interface GetVectorStatusRequest__Output {
  /**
   * Also the figures of each tenant in the live generation.
   */
  'withTenants': (boolean);
}
