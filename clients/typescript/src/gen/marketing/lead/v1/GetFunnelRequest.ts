// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetFunnelRequest {
  'createdFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'createdUntil'?: (_google_protobuf_Timestamp | null);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetFunnelRequest__Output {
  'createdFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'createdUntil': (_google_protobuf_Timestamp__Output | null);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
