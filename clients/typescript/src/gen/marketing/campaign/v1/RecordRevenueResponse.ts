// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RecordRevenueResponse {
  'position'?: (number | string | Long);
}

export interface RecordRevenueResponse__Output {
  'position': (string);
}
