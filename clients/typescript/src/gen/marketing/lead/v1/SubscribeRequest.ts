// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SubscribeRequest {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition'?: (number | string | Long);
  /**
   * ce-types without the package, as "LeadCaptured"; empty = all.
   */
  'eventTypes'?: (string)[];
  /**
   * UUIDs; empty = every lead's.
   */
  'leadIds'?: (string)[];
}

export interface SubscribeRequest__Output {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition': (string);
  /**
   * ce-types without the package, as "LeadCaptured"; empty = all.
   */
  'eventTypes': (string)[];
  /**
   * UUIDs; empty = every lead's.
   */
  'leadIds': (string)[];
}
