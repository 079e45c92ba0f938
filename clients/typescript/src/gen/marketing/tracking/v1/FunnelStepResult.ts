// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface FunnelStepResult {
  'eventName'?: (string);
  'users'?: (number | string | Long);
  /**
   * Of the first step, 0..1.
   */
  'conversion'?: (number | string);
  /**
   * Of the step before, 0..1.
   */
  'stepConversion'?: (number | string);
}

export interface FunnelStepResult__Output {
  'eventName': (string);
  'users': (string);
  /**
   * Of the first step, 0..1.
   */
  'conversion': (number);
  /**
   * Of the step before, 0..1.
   */
  'stepConversion': (number);
}
