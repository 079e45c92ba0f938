// Original file: protos/marketing/campaign/v1/campaign_service.proto

/**
 * Who gets the revenue of a conversion, of the campaigns that touched the person in the 90 days before it.
 */
export const AttributionModel = {
  /**
   * The last touch.
   */
  ATTRIBUTION_MODEL_UNSPECIFIED: 'ATTRIBUTION_MODEL_UNSPECIFIED',
  ATTRIBUTION_MODEL_FIRST: 'ATTRIBUTION_MODEL_FIRST',
  ATTRIBUTION_MODEL_LAST: 'ATTRIBUTION_MODEL_LAST',
  /**
   * Every touch alike; what does not divide goes to the earliest, a micro each.
   */
  ATTRIBUTION_MODEL_LINEAR: 'ATTRIBUTION_MODEL_LINEAR',
} as const;

/**
 * Who gets the revenue of a conversion, of the campaigns that touched the person in the 90 days before it.
 */
export type AttributionModel =
  /**
   * The last touch.
   */
  | 'ATTRIBUTION_MODEL_UNSPECIFIED'
  | 0
  | 'ATTRIBUTION_MODEL_FIRST'
  | 1
  | 'ATTRIBUTION_MODEL_LAST'
  | 2
  /**
   * Every touch alike; what does not divide goes to the earliest, a micro each.
   */
  | 'ATTRIBUTION_MODEL_LINEAR'
  | 3

/**
 * Who gets the revenue of a conversion, of the campaigns that touched the person in the 90 days before it.
 */
export type AttributionModel__Output = typeof AttributionModel[keyof typeof AttributionModel]
