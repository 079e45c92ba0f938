// Original file: protos/marketing/content/v1/content_service.proto

export const ContentOrder = {
  CONTENT_ORDER_UNSPECIFIED: 'CONTENT_ORDER_UNSPECIFIED',
  /**
   * Newest first; the default.
   */
  CONTENT_ORDER_CREATED_AT: 'CONTENT_ORDER_CREATED_AT',
  /**
   * Best first, never served last.
   */
  CONTENT_ORDER_PERFORMANCE: 'CONTENT_ORDER_PERFORMANCE',
} as const;

export type ContentOrder =
  | 'CONTENT_ORDER_UNSPECIFIED'
  | 0
  /**
   * Newest first; the default.
   */
  | 'CONTENT_ORDER_CREATED_AT'
  | 1
  /**
   * Best first, never served last.
   */
  | 'CONTENT_ORDER_PERFORMANCE'
  | 2

export type ContentOrder__Output = typeof ContentOrder[keyof typeof ContentOrder]
