// Original file: protos/marketing/identity/v1/identity_service.proto

import type { PublicEvent as _marketing_identity_v1_PublicEvent, PublicEvent__Output as _marketing_identity_v1_PublicEvent__Output } from '../../../marketing/identity/v1/PublicEvent.ts';
import type { Long } from '@grpc/proto-loader';

export interface SubscribeResponse {
  /**
   * Absent in a message that only moves the position (sent now and then while nothing matches).
   */
  'event'?: (_marketing_identity_v1_PublicEvent | null);
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
  'event': (_marketing_identity_v1_PublicEvent__Output | null);
  /**
   * Everything up to here has been delivered.
   */
  'position': (string);
  /**
   * True once the stream has caught up with the log at this message.
   */
  'live': (boolean);
}
