// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { SimilarUser as _marketing_identity_v1_SimilarUser, SimilarUser__Output as _marketing_identity_v1_SimilarUser__Output } from '../../../marketing/identity/v1/SimilarUser.ts';
import type { Long } from '@grpc/proto-loader';

export interface FindSimilarUsersResponse {
  'users'?: (_marketing_identity_v1_SimilarUser)[];
  /**
   * Everything up to this position of identity's log is in the index of this tenant.
   */
  'indexedPosition'?: (number | string | Long);
}

export interface FindSimilarUsersResponse__Output {
  'users': (_marketing_identity_v1_SimilarUser__Output)[];
  /**
   * Everything up to this position of identity's log is in the index of this tenant.
   */
  'indexedPosition': (string);
}
