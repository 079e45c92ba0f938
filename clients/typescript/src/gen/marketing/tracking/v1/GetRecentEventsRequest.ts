// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { PersonRef as _marketing_tracking_v1_PersonRef, PersonRef__Output as _marketing_tracking_v1_PersonRef__Output } from '../../../marketing/tracking/v1/PersonRef.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetRecentEventsRequest {
  'person'?: (_marketing_tracking_v1_PersonRef | null);
  /**
   * Default and at most 100.
   */
  'limit'?: (number);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetRecentEventsRequest__Output {
  'person': (_marketing_tracking_v1_PersonRef__Output | null);
  /**
   * Default and at most 100.
   */
  'limit': (number);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
