// Original file: protos/marketing/identity/v1/identity_service.proto


export interface GetTenantRequest {
  /**
   * Empty = the caller's own.
   */
  'tenantId'?: (string);
}

export interface GetTenantRequest__Output {
  /**
   * Empty = the caller's own.
   */
  'tenantId': (string);
}
