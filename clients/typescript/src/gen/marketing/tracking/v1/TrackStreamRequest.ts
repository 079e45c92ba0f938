// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventInput as _marketing_tracking_v1_EventInput, EventInput__Output as _marketing_tracking_v1_EventInput__Output } from '../../../marketing/tracking/v1/EventInput.ts';

export interface TrackStreamRequest {
  /**
   * The client's own name of the batch, given back with its results.
   */
  'batchId'?: (string);
  'events'?: (_marketing_tracking_v1_EventInput)[];
  'sentAt'?: (string);
}

export interface TrackStreamRequest__Output {
  /**
   * The client's own name of the batch, given back with its results.
   */
  'batchId': (string);
  'events': (_marketing_tracking_v1_EventInput__Output)[];
  'sentAt': (string);
}
