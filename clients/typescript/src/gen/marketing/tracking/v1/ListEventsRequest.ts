// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListEventsRequest {
  /**
   * Default: a day before end_time.
   */
  'startTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive; default: now.
   */
  'endTime'?: (_google_protobuf_Timestamp | null);
  'eventName'?: (string);
  'sessionId'?: (string);
  /**
   * A JSON object that the event's properties must contain: {"product_id":"sku-1"}
   */
  'propertiesContain'?: (string);
  'includeBots'?: (boolean);
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListEventsRequest__Output {
  /**
   * Default: a day before end_time.
   */
  'startTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive; default: now.
   */
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'eventName': (string);
  'sessionId': (string);
  /**
   * A JSON object that the event's properties must contain: {"product_id":"sku-1"}
   */
  'propertiesContain': (string);
  'includeBots': (boolean);
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
