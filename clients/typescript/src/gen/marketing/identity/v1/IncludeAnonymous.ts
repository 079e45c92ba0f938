// Original file: protos/marketing/identity/v1/identity_service.proto

export const IncludeAnonymous = {
  INCLUDE_ANONYMOUS_UNSPECIFIED: 'INCLUDE_ANONYMOUS_UNSPECIFIED',
  /**
   * Users and anonymous visitors; the default.
   */
  INCLUDE_ANONYMOUS_ALL: 'INCLUDE_ANONYMOUS_ALL',
  INCLUDE_ANONYMOUS_ONLY: 'INCLUDE_ANONYMOUS_ONLY',
  INCLUDE_ANONYMOUS_NONE: 'INCLUDE_ANONYMOUS_NONE',
} as const;

export type IncludeAnonymous =
  | 'INCLUDE_ANONYMOUS_UNSPECIFIED'
  | 0
  /**
   * Users and anonymous visitors; the default.
   */
  | 'INCLUDE_ANONYMOUS_ALL'
  | 1
  | 'INCLUDE_ANONYMOUS_ONLY'
  | 2
  | 'INCLUDE_ANONYMOUS_NONE'
  | 3

export type IncludeAnonymous__Output = typeof IncludeAnonymous[keyof typeof IncludeAnonymous]
