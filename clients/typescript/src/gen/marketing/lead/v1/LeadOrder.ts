// Original file: protos/marketing/lead/v1/lead_service.proto

export const LeadOrder = {
  LEAD_ORDER_UNSPECIFIED: 'LEAD_ORDER_UNSPECIFIED',
  /**
   * Newest first; the default.
   */
  LEAD_ORDER_CREATED_AT: 'LEAD_ORDER_CREATED_AT',
  /**
   * Best first, those without a score last.
   */
  LEAD_ORDER_SCORE: 'LEAD_ORDER_SCORE',
} as const;

export type LeadOrder =
  | 'LEAD_ORDER_UNSPECIFIED'
  | 0
  /**
   * Newest first; the default.
   */
  | 'LEAD_ORDER_CREATED_AT'
  | 1
  /**
   * Best first, those without a score last.
   */
  | 'LEAD_ORDER_SCORE'
  | 2

export type LeadOrder__Output = typeof LeadOrder[keyof typeof LeadOrder]
