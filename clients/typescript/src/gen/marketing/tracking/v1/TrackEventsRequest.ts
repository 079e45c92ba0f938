// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventInput as _marketing_tracking_v1_EventInput, EventInput__Output as _marketing_tracking_v1_EventInput__Output } from '../../../marketing/tracking/v1/EventInput.ts';

export interface TrackEventsRequest {
  'events'?: (_marketing_tracking_v1_EventInput)[];
  /**
   * When the batch was sent, by the client's clock, for events without their own sent_at.
   */
  'sentAt'?: (string);
  /**
   * With the place in the batch, stands in for absent message ids.
   */
  'requestId'?: (string);
}

export interface TrackEventsRequest__Output {
  'events': (_marketing_tracking_v1_EventInput__Output)[];
  /**
   * When the batch was sent, by the client's clock, for events without their own sent_at.
   */
  'sentAt': (string);
  /**
   * With the place in the batch, stands in for absent message ids.
   */
  'requestId': (string);
}
