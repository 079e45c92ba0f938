// Original file: protos/marketing/content/v1/content_service.proto

export const DiffKind = {
  DIFF_KIND_UNSPECIFIED: 'DIFF_KIND_UNSPECIFIED',
  DIFF_KIND_SAME: 'DIFF_KIND_SAME',
  DIFF_KIND_REMOVED: 'DIFF_KIND_REMOVED',
  DIFF_KIND_ADDED: 'DIFF_KIND_ADDED',
} as const;

export type DiffKind =
  | 'DIFF_KIND_UNSPECIFIED'
  | 0
  | 'DIFF_KIND_SAME'
  | 1
  | 'DIFF_KIND_REMOVED'
  | 2
  | 'DIFF_KIND_ADDED'
  | 3

export type DiffKind__Output = typeof DiffKind[keyof typeof DiffKind]
