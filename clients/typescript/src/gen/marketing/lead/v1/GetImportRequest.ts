// Original file: protos/marketing/lead/v1/lead_service.proto


export interface GetImportRequest {
  'importId'?: (string);
}

export interface GetImportRequest__Output {
  'importId': (string);
}
