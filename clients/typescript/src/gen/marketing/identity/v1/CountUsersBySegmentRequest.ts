// Original file: protos/marketing/identity/v1/identity_service.proto

import type { IncludeAnonymous as _marketing_identity_v1_IncludeAnonymous, IncludeAnonymous__Output as _marketing_identity_v1_IncludeAnonymous__Output } from '../../../marketing/identity/v1/IncludeAnonymous.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountUsersBySegmentRequest {
  'includeAnonymous'?: (_marketing_identity_v1_IncludeAnonymous);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface CountUsersBySegmentRequest__Output {
  'includeAnonymous': (_marketing_identity_v1_IncludeAnonymous__Output);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
