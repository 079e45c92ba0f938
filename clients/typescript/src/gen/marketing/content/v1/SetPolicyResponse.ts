// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentPolicy as _marketing_content_v1_ContentPolicy, ContentPolicy__Output as _marketing_content_v1_ContentPolicy__Output } from '../../../marketing/content/v1/ContentPolicy.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetPolicyResponse {
  'policies'?: (_marketing_content_v1_ContentPolicy)[];
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface SetPolicyResponse__Output {
  'policies': (_marketing_content_v1_ContentPolicy__Output)[];
  'version': (string);
  'position': (string);
}
