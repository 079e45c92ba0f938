// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventInput as _marketing_tracking_v1_EventInput, EventInput__Output as _marketing_tracking_v1_EventInput__Output } from '../../../marketing/tracking/v1/EventInput.ts';

export interface TrackEventRequest {
  'event'?: (_marketing_tracking_v1_EventInput | null);
  /**
   * Stands in for an absent message_id, so that a repeat of the call is a duplicate.
   */
  'requestId'?: (string);
}

export interface TrackEventRequest__Output {
  'event': (_marketing_tracking_v1_EventInput__Output | null);
  /**
   * Stands in for an absent message_id, so that a repeat of the call is a duplicate.
   */
  'requestId': (string);
}
