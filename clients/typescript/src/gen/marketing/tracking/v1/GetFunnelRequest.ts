// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { FunnelStep as _marketing_tracking_v1_FunnelStep, FunnelStep__Output as _marketing_tracking_v1_FunnelStep__Output } from '../../../marketing/tracking/v1/FunnelStep.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetFunnelRequest {
  /**
   * 2 to 10, in order.
   */
  'steps'?: (_marketing_tracking_v1_FunnelStep)[];
  /**
   * All steps within this many seconds of a person's first step. Default: 30 days.
   */
  'windowSeconds'?: (number | string | Long);
  /**
   * The first step falls in this range.
   */
  'startTime'?: (_google_protobuf_Timestamp | null);
  'endTime'?: (_google_protobuf_Timestamp | null);
  'includeBots'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetFunnelRequest__Output {
  /**
   * 2 to 10, in order.
   */
  'steps': (_marketing_tracking_v1_FunnelStep__Output)[];
  /**
   * All steps within this many seconds of a person's first step. Default: 30 days.
   */
  'windowSeconds': (string);
  /**
   * The first step falls in this range.
   */
  'startTime': (_google_protobuf_Timestamp__Output | null);
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'includeBots': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
