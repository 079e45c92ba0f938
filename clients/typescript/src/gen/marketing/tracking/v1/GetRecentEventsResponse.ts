// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { RecentEvent as _marketing_tracking_v1_RecentEvent, RecentEvent__Output as _marketing_tracking_v1_RecentEvent__Output } from '../../../marketing/tracking/v1/RecentEvent.ts';

export interface GetRecentEventsResponse {
  'events'?: (_marketing_tracking_v1_RecentEvent)[];
}

export interface GetRecentEventsResponse__Output {
  'events': (_marketing_tracking_v1_RecentEvent__Output)[];
}
