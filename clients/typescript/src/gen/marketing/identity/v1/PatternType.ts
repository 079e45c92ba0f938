// Original file: protos/marketing/identity/v1/pattern_service.proto

/**
 * The first rule that holds. A conversion is an event whose name says so: purchase, order, payment, subscription, sign-up, trial, demo, upgrade.
 */
export const PatternType = {
  PATTERN_TYPE_UNSPECIFIED: 'PATTERN_TYPE_UNSPECIFIED',
  /**
   * Not seen for 30 days.
   */
  PATTERN_TYPE_DORMANT: 'PATTERN_TYPE_DORMANT',
  /**
   * Converted on two days, or converted and active on eight.
   */
  PATTERN_TYPE_LOYAL: 'PATTERN_TYPE_LOYAL',
  /**
   * Converted.
   */
  PATTERN_TYPE_BUYER: 'PATTERN_TYPE_BUYER',
  /**
   * One day, at most two events.
   */
  PATTERN_TYPE_BOUNCER: 'PATTERN_TYPE_BOUNCER',
  /**
   * Came on three days, or did the same thing five times.
   */
  PATTERN_TYPE_RESEARCHER: 'PATTERN_TYPE_RESEARCHER',
  /**
   * Anybody else.
   */
  PATTERN_TYPE_EXPLORER: 'PATTERN_TYPE_EXPLORER',
} as const;

/**
 * The first rule that holds. A conversion is an event whose name says so: purchase, order, payment, subscription, sign-up, trial, demo, upgrade.
 */
export type PatternType =
  | 'PATTERN_TYPE_UNSPECIFIED'
  | 0
  /**
   * Not seen for 30 days.
   */
  | 'PATTERN_TYPE_DORMANT'
  | 1
  /**
   * Converted on two days, or converted and active on eight.
   */
  | 'PATTERN_TYPE_LOYAL'
  | 2
  /**
   * Converted.
   */
  | 'PATTERN_TYPE_BUYER'
  | 3
  /**
   * One day, at most two events.
   */
  | 'PATTERN_TYPE_BOUNCER'
  | 4
  /**
   * Came on three days, or did the same thing five times.
   */
  | 'PATTERN_TYPE_RESEARCHER'
  | 5
  /**
   * Anybody else.
   */
  | 'PATTERN_TYPE_EXPLORER'
  | 6

/**
 * The first rule that holds. A conversion is an event whose name says so: purchase, order, payment, subscription, sign-up, trial, demo, upgrade.
 */
export type PatternType__Output = typeof PatternType[keyof typeof PatternType]
