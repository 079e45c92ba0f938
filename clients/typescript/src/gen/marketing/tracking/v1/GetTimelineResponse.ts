// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Event as _marketing_tracking_v1_Event, Event__Output as _marketing_tracking_v1_Event__Output } from '../../../marketing/tracking/v1/Event.ts';

export interface GetTimelineResponse {
  'events'?: (_marketing_tracking_v1_Event)[];
  'nextPageToken'?: (string);
  /**
   * The id the person's ids were merged into; their own when none was.
   */
  'canonicalUserId'?: (string);
  /**
   * Every id whose events are included.
   */
  'userIds'?: (string)[];
}

export interface GetTimelineResponse__Output {
  'events': (_marketing_tracking_v1_Event__Output)[];
  'nextPageToken': (string);
  /**
   * The id the person's ids were merged into; their own when none was.
   */
  'canonicalUserId': (string);
  /**
   * Every id whose events are included.
   */
  'userIds': (string)[];
}
