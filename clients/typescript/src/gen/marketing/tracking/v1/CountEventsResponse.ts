// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventCount as _marketing_tracking_v1_EventCount, EventCount__Output as _marketing_tracking_v1_EventCount__Output } from '../../../marketing/tracking/v1/EventCount.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountEventsResponse {
  /**
   * In order of time, then name; empty buckets are left out.
   */
  'counts'?: (_marketing_tracking_v1_EventCount)[];
  'total'?: (number | string | Long);
}

export interface CountEventsResponse__Output {
  /**
   * In order of time, then name; empty buckets are left out.
   */
  'counts': (_marketing_tracking_v1_EventCount__Output)[];
  'total': (string);
}
