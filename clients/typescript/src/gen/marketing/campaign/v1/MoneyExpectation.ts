// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface MoneyExpectation {
  'meanMicros'?: (number | string | Long);
  'spreadMicros'?: (number | string | Long);
  'campaigns'?: (number);
}

export interface MoneyExpectation__Output {
  'meanMicros': (string);
  'spreadMicros': (string);
  'campaigns': (number);
}
