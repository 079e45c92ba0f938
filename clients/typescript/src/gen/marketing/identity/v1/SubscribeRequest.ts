// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SubscribeRequest {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition'?: (number | string | Long);
  /**
   * ce-types without the package, as "UserMerged"; empty = all.
   */
  'eventTypes'?: (string)[];
  /**
   * UUIDs; empty = everybody's.
   */
  'userIds'?: (string)[];
}

export interface SubscribeRequest__Output {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition': (string);
  /**
   * ce-types without the package, as "UserMerged"; empty = all.
   */
  'eventTypes': (string)[];
  /**
   * UUIDs; empty = everybody's.
   */
  'userIds': (string)[];
}
