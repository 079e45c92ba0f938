// Original file: protos/marketing/identity/v1/identity_service.proto


export interface ListTenantsRequest {
  'pageSize'?: (number);
  'pageToken'?: (string);
}

export interface ListTenantsRequest__Output {
  'pageSize': (number);
  'pageToken': (string);
}
