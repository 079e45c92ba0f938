// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { Recommendation as _marketing_identity_v1_Recommendation, Recommendation__Output as _marketing_identity_v1_Recommendation__Output } from '../../../marketing/identity/v1/Recommendation.ts';
import type { RecommendationBasis as _marketing_identity_v1_RecommendationBasis, RecommendationBasis__Output as _marketing_identity_v1_RecommendationBasis__Output } from '../../../marketing/identity/v1/RecommendationBasis.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetRecommendationsResponse {
  'recommendations'?: (_marketing_identity_v1_Recommendation)[];
  'basis'?: (_marketing_identity_v1_RecommendationBasis);
  /**
   * Why it is POPULAR: "too few similar people", "no pattern yet", "the index is away"; empty otherwise.
   */
  'basisReason'?: (string);
  /**
   * What this person did last, latest first: at most five.
   */
  'recentActions'?: (string)[];
  'indexedPosition'?: (number | string | Long);
}

export interface GetRecommendationsResponse__Output {
  'recommendations': (_marketing_identity_v1_Recommendation__Output)[];
  'basis': (_marketing_identity_v1_RecommendationBasis__Output);
  /**
   * Why it is POPULAR: "too few similar people", "no pattern yet", "the index is away"; empty otherwise.
   */
  'basisReason': (string);
  /**
   * What this person did last, latest first: at most five.
   */
  'recentActions': (string)[];
  'indexedPosition': (string);
}
