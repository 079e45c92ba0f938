// Original file: protos/marketing/operations/v1/operations_service.proto


export interface ReplayParkedResponse {
  'replayed'?: (number);
  'remaining'?: (number);
  /**
   * Why the first stream that stays parked stays parked.
   */
  'error'?: (string);
}

export interface ReplayParkedResponse__Output {
  'replayed': (number);
  'remaining': (number);
  /**
   * Why the first stream that stays parked stays parked.
   */
  'error': (string);
}
