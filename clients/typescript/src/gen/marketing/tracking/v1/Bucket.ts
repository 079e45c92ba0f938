// Original file: protos/marketing/tracking/v1/tracking_service.proto

export const Bucket = {
  BUCKET_UNSPECIFIED: 'BUCKET_UNSPECIFIED',
  BUCKET_HOUR: 'BUCKET_HOUR',
  BUCKET_DAY: 'BUCKET_DAY',
  /**
   * One bucket for the range.
   */
  BUCKET_TOTAL: 'BUCKET_TOTAL',
} as const;

export type Bucket =
  | 'BUCKET_UNSPECIFIED'
  | 0
  | 'BUCKET_HOUR'
  | 1
  | 'BUCKET_DAY'
  | 2
  /**
   * One bucket for the range.
   */
  | 'BUCKET_TOTAL'
  | 3

export type Bucket__Output = typeof Bucket[keyof typeof Bucket]
