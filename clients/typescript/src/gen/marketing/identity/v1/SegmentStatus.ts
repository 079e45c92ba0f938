// Original file: protos/marketing/identity/v1/segment_service.proto

export const SegmentStatus = {
  SEGMENT_STATUS_UNSPECIFIED: 'SEGMENT_STATUS_UNSPECIFIED',
  SEGMENT_STATUS_DRAFT: 'SEGMENT_STATUS_DRAFT',
  SEGMENT_STATUS_ACTIVE: 'SEGMENT_STATUS_ACTIVE',
  SEGMENT_STATUS_ARCHIVED: 'SEGMENT_STATUS_ARCHIVED',
} as const;

export type SegmentStatus =
  | 'SEGMENT_STATUS_UNSPECIFIED'
  | 0
  | 'SEGMENT_STATUS_DRAFT'
  | 1
  | 'SEGMENT_STATUS_ACTIVE'
  | 2
  | 'SEGMENT_STATUS_ARCHIVED'
  | 3

export type SegmentStatus__Output = typeof SegmentStatus[keyof typeof SegmentStatus]
