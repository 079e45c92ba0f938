// Original file: protos/marketing/operations/v1/operations_service.proto


export interface DependencyStatus {
  'name'?: (string);
  'ok'?: (boolean);
  /**
   * The service goes on without it.
   */
  'optional'?: (boolean);
  /**
   * Why it is not ok, where that is known.
   */
  'detail'?: (string);
}

export interface DependencyStatus__Output {
  'name': (string);
  'ok': (boolean);
  /**
   * The service goes on without it.
   */
  'optional': (boolean);
  /**
   * Why it is not ok, where that is known.
   */
  'detail': (string);
}
