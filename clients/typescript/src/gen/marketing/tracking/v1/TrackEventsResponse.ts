// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventResult as _marketing_tracking_v1_EventResult, EventResult__Output as _marketing_tracking_v1_EventResult__Output } from '../../../marketing/tracking/v1/EventResult.ts';
import type { Long } from '@grpc/proto-loader';

export interface TrackEventsResponse {
  /**
   * One for each event, in order.
   */
  'results'?: (_marketing_tracking_v1_EventResult)[];
  'accepted'?: (number);
  'duplicates'?: (number);
  'rejected'?: (number);
  /**
   * The highest of the results: what to wait for (min_position) to read them.
   */
  'position'?: (number | string | Long);
}

export interface TrackEventsResponse__Output {
  /**
   * One for each event, in order.
   */
  'results': (_marketing_tracking_v1_EventResult__Output)[];
  'accepted': (number);
  'duplicates': (number);
  'rejected': (number);
  /**
   * The highest of the results: what to wait for (min_position) to read them.
   */
  'position': (string);
}
