// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventResult as _marketing_tracking_v1_EventResult, EventResult__Output as _marketing_tracking_v1_EventResult__Output } from '../../../marketing/tracking/v1/EventResult.ts';
import type { Long } from '@grpc/proto-loader';

export interface TrackEventResponse {
  'result'?: (_marketing_tracking_v1_EventResult | null);
  /**
   * What to wait for (min_position) to read what this call wrote.
   */
  'position'?: (number | string | Long);
}

export interface TrackEventResponse__Output {
  'result': (_marketing_tracking_v1_EventResult__Output | null);
  /**
   * What to wait for (min_position) to read what this call wrote.
   */
  'position': (string);
}
