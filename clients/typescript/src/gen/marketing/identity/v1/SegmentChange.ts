// Original file: protos/marketing/identity/v1/segment_service.proto

export const SegmentChange = {
  SEGMENT_CHANGE_UNSPECIFIED: 'SEGMENT_CHANGE_UNSPECIFIED',
  SEGMENT_CHANGE_ENTERED: 'SEGMENT_CHANGE_ENTERED',
  SEGMENT_CHANGE_EXITED: 'SEGMENT_CHANGE_EXITED',
} as const;

export type SegmentChange =
  | 'SEGMENT_CHANGE_UNSPECIFIED'
  | 0
  | 'SEGMENT_CHANGE_ENTERED'
  | 1
  | 'SEGMENT_CHANGE_EXITED'
  | 2

export type SegmentChange__Output = typeof SegmentChange[keyof typeof SegmentChange]
