// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Event as _marketing_tracking_v1_Event, Event__Output as _marketing_tracking_v1_Event__Output } from '../../../marketing/tracking/v1/Event.ts';
import type { Long } from '@grpc/proto-loader';

export interface SubscribeResponse {
  /**
   * Absent in a message that only moves the position (sent now and then while nothing matches).
   */
  'event'?: (_marketing_tracking_v1_Event | null);
  /**
   * Everything up to here has been delivered.
   */
  'position'?: (number | string | Long);
  /**
   * True once the stream has caught up with the log at this message.
   */
  'live'?: (boolean);
}

export interface SubscribeResponse__Output {
  /**
   * Absent in a message that only moves the position (sent now and then while nothing matches).
   */
  'event': (_marketing_tracking_v1_Event__Output | null);
  /**
   * Everything up to here has been delivered.
   */
  'position': (string);
  /**
   * True once the stream has caught up with the log at this message.
   */
  'live': (boolean);
}
