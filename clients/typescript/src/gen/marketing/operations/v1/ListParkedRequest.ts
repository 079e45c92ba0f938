// Original file: protos/marketing/operations/v1/operations_service.proto


export interface ListParkedRequest {
  /**
   * All views when empty.
   */
  'name'?: (string);
  'pageSize'?: (number);
  'pageToken'?: (string);
}

export interface ListParkedRequest__Output {
  /**
   * All views when empty.
   */
  'name': (string);
  'pageSize': (number);
  'pageToken': (string);
}
