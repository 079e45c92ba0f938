// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ExplainScoreRequest {
  'leadId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ExplainScoreRequest__Output {
  'leadId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
