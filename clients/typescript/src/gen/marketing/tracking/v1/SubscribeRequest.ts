// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SubscribeRequest {
  /**
   * 0 = from the first event. To go on after a break: the last event_id received.
   */
  'afterPosition'?: (number | string | Long);
  /**
   * Only these names; empty = all.
   */
  'eventNames'?: (string)[];
  /**
   * Only these people's (UUIDs, as they were when the event was tracked); empty = everybody's.
   */
  'userIds'?: (string)[];
  'includeBots'?: (boolean);
}

export interface SubscribeRequest__Output {
  /**
   * 0 = from the first event. To go on after a break: the last event_id received.
   */
  'afterPosition': (string);
  /**
   * Only these names; empty = all.
   */
  'eventNames': (string)[];
  /**
   * Only these people's (UUIDs, as they were when the event was tracked); empty = everybody's.
   */
  'userIds': (string)[];
  'includeBots': (boolean);
}
