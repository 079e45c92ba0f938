// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventStatus as _marketing_tracking_v1_EventStatus, EventStatus__Output as _marketing_tracking_v1_EventStatus__Output } from '../../../marketing/tracking/v1/EventStatus.ts';
import type { EventRejection as _marketing_tracking_v1_EventRejection, EventRejection__Output as _marketing_tracking_v1_EventRejection__Output } from '../../../marketing/tracking/v1/EventRejection.ts';
import type { EventWarning as _marketing_tracking_v1_EventWarning, EventWarning__Output as _marketing_tracking_v1_EventWarning__Output } from '../../../marketing/tracking/v1/EventWarning.ts';
import type { Long } from '@grpc/proto-loader';

export interface EventResult {
  'status'?: (_marketing_tracking_v1_EventStatus);
  /**
   * Its place in the tracking log; of the first one for a duplicate; 0 when rejected.
   */
  'eventId'?: (number | string | Long);
  /**
   * Given, or made by the server.
   */
  'messageId'?: (string);
  'rejection'?: (_marketing_tracking_v1_EventRejection | null);
  'warnings'?: (_marketing_tracking_v1_EventWarning)[];
}

export interface EventResult__Output {
  'status': (_marketing_tracking_v1_EventStatus__Output);
  /**
   * Its place in the tracking log; of the first one for a duplicate; 0 when rejected.
   */
  'eventId': (string);
  /**
   * Given, or made by the server.
   */
  'messageId': (string);
  'rejection': (_marketing_tracking_v1_EventRejection__Output | null);
  'warnings': (_marketing_tracking_v1_EventWarning__Output)[];
}
