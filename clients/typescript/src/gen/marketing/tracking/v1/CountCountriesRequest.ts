// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountCountriesRequest {
  'startTime'?: (_google_protobuf_Timestamp | null);
  'endTime'?: (_google_protobuf_Timestamp | null);
  'includeBots'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface CountCountriesRequest__Output {
  'startTime': (_google_protobuf_Timestamp__Output | null);
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'includeBots': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
