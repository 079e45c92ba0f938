// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Event as _marketing_tracking_v1_Event, Event__Output as _marketing_tracking_v1_Event__Output } from '../../../marketing/tracking/v1/Event.ts';

export interface ListEventsResponse {
  'events'?: (_marketing_tracking_v1_Event)[];
  'nextPageToken'?: (string);
}

export interface ListEventsResponse__Output {
  'events': (_marketing_tracking_v1_Event__Output)[];
  'nextPageToken': (string);
}
