// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { EventResult as _marketing_tracking_v1_EventResult, EventResult__Output as _marketing_tracking_v1_EventResult__Output } from '../../../marketing/tracking/v1/EventResult.ts';
import type { Long } from '@grpc/proto-loader';

export interface TrackStreamResponse {
  'batchId'?: (string);
  'results'?: (_marketing_tracking_v1_EventResult)[];
  'accepted'?: (number);
  'duplicates'?: (number);
  'rejected'?: (number);
  'position'?: (number | string | Long);
}

export interface TrackStreamResponse__Output {
  'batchId': (string);
  'results': (_marketing_tracking_v1_EventResult__Output)[];
  'accepted': (number);
  'duplicates': (number);
  'rejected': (number);
  'position': (string);
}
