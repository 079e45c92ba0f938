// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface UniqueUsersOfDay {
  'date'?: (string);
  'count'?: (number | string | Long);
}

export interface UniqueUsersOfDay__Output {
  'date': (string);
  'count': (string);
}
