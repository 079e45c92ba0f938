// Original file: protos/marketing/identity/v1/segment_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';
import type { Long } from '@grpc/proto-loader';

export interface PreviewSegmentResponse {
  /**
   * People the rule matches.
   */
  'matching'?: (number | string | Long);
  /**
   * People there are, anonymous visitors among them.
   */
  'total'?: (number | string | Long);
  /**
   * Matching ones, by user id.
   */
  'sample'?: (_marketing_identity_v1_User)[];
}

export interface PreviewSegmentResponse__Output {
  /**
   * People the rule matches.
   */
  'matching': (string);
  /**
   * People there are, anonymous visitors among them.
   */
  'total': (string);
  /**
   * Matching ones, by user id.
   */
  'sample': (_marketing_identity_v1_User__Output)[];
}
