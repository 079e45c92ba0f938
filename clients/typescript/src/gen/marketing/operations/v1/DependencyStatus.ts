// Original file: protos/marketing/operations/v1/operations_service.proto


export interface DependencyStatus {
  'name'?: (string);
  'ok'?: (boolean);
}

export interface DependencyStatus__Output {
  'name': (string);
  'ok': (boolean);
}
