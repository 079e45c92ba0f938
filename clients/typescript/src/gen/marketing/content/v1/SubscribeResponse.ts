// Original file: protos/marketing/content/v1/content_service.proto

import type { PublicEvent as _marketing_content_v1_PublicEvent, PublicEvent__Output as _marketing_content_v1_PublicEvent__Output } from '../../../marketing/content/v1/PublicEvent.ts';
import type { Long } from '@grpc/proto-loader';

export interface SubscribeResponse {
  /**
   * Absent in a message that only moves the position (sent now and then while nothing matches).
   */
  'event'?: (_marketing_content_v1_PublicEvent | null);
  /**
   * Everything up to here has been delivered.
   */
  'position'?: (number | string | Long);
  /**
   * True once the stream has caught up with the log at this message.
   */
  'live'?: (boolean);
}

export interface SubscribeResponse__Output {
  /**
   * Absent in a message that only moves the position (sent now and then while nothing matches).
   */
  'event': (_marketing_content_v1_PublicEvent__Output | null);
  /**
   * Everything up to here has been delivered.
   */
  'position': (string);
  /**
   * True once the stream has caught up with the log at this message.
   */
  'live': (boolean);
}
