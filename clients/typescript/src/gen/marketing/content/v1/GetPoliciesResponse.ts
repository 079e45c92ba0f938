// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentPolicy as _marketing_content_v1_ContentPolicy, ContentPolicy__Output as _marketing_content_v1_ContentPolicy__Output } from '../../../marketing/content/v1/ContentPolicy.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetPoliciesResponse {
  /**
   * Of every type.
   */
  'policies'?: (_marketing_content_v1_ContentPolicy)[];
  /**
   * For expected_version.
   */
  'version'?: (number | string | Long);
}

export interface GetPoliciesResponse__Output {
  /**
   * Of every type.
   */
  'policies': (_marketing_content_v1_ContentPolicy__Output)[];
  /**
   * For expected_version.
   */
  'version': (string);
}
