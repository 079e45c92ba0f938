// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetSessionEventsRequest {
  'sessionId'?: (string);
  'includeBots'?: (boolean);
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetSessionEventsRequest__Output {
  'sessionId': (string);
  'includeBots': (boolean);
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
