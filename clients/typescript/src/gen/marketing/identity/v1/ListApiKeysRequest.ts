// Original file: protos/marketing/identity/v1/identity_service.proto


export interface ListApiKeysRequest {
  /**
   * Empty = the caller's own.
   */
  'tenantId'?: (string);
  'pageSize'?: (number);
  'pageToken'?: (string);
}

export interface ListApiKeysRequest__Output {
  /**
   * Empty = the caller's own.
   */
  'tenantId': (string);
  'pageSize': (number);
  'pageToken': (string);
}
