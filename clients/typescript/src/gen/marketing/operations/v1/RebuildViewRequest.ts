// Original file: protos/marketing/operations/v1/operations_service.proto


export interface RebuildViewRequest {
  'name'?: (string);
}

export interface RebuildViewRequest__Output {
  'name': (string);
}
