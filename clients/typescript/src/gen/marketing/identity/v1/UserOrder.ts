// Original file: protos/marketing/identity/v1/identity_service.proto

export const UserOrder = {
  USER_ORDER_UNSPECIFIED: 'USER_ORDER_UNSPECIFIED',
  /**
   * Newest first; the default.
   */
  USER_ORDER_CREATED_AT: 'USER_ORDER_CREATED_AT',
  /**
   * Last seen first; users never seen are left out.
   */
  USER_ORDER_LAST_SEEN: 'USER_ORDER_LAST_SEEN',
} as const;

export type UserOrder =
  | 'USER_ORDER_UNSPECIFIED'
  | 0
  /**
   * Newest first; the default.
   */
  | 'USER_ORDER_CREATED_AT'
  | 1
  /**
   * Last seen first; users never seen are left out.
   */
  | 'USER_ORDER_LAST_SEEN'
  | 2

export type UserOrder__Output = typeof UserOrder[keyof typeof UserOrder]
