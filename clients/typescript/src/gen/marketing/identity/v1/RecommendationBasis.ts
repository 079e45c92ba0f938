// Original file: protos/marketing/identity/v1/pattern_service.proto

export const RecommendationBasis = {
  RECOMMENDATION_BASIS_UNSPECIFIED: 'RECOMMENDATION_BASIS_UNSPECIFIED',
  /**
   * What similar people did.
   */
  RECOMMENDATION_BASIS_SIMILAR: 'RECOMMENDATION_BASIS_SIMILAR',
  /**
   * The tenant's most common conversions: fewer than three similar people who converted had been where this person is, or the index is away.
   */
  RECOMMENDATION_BASIS_POPULAR: 'RECOMMENDATION_BASIS_POPULAR',
} as const;

export type RecommendationBasis =
  | 'RECOMMENDATION_BASIS_UNSPECIFIED'
  | 0
  /**
   * What similar people did.
   */
  | 'RECOMMENDATION_BASIS_SIMILAR'
  | 1
  /**
   * The tenant's most common conversions: fewer than three similar people who converted had been where this person is, or the index is away.
   */
  | 'RECOMMENDATION_BASIS_POPULAR'
  | 2

export type RecommendationBasis__Output = typeof RecommendationBasis[keyof typeof RecommendationBasis]
