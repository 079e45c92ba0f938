// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SubscribeRequest {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition'?: (number | string | Long);
  /**
   * ce-types without the package, as "ContentPublished"; empty = all.
   */
  'eventTypes'?: (string)[];
  /**
   * UUIDs; empty = every content's.
   */
  'contentIds'?: (string)[];
}

export interface SubscribeRequest__Output {
  /**
   * 0 = from the first event. To go on after a break: the last position received.
   */
  'afterPosition': (string);
  /**
   * ce-types without the package, as "ContentPublished"; empty = all.
   */
  'eventTypes': (string)[];
  /**
   * UUIDs; empty = every content's.
   */
  'contentIds': (string)[];
}
