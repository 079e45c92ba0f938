// Original file: protos/marketing/content/v1/content_service.proto

import type { FieldChange as _marketing_content_v1_FieldChange, FieldChange__Output as _marketing_content_v1_FieldChange__Output } from '../../../marketing/content/v1/FieldChange.ts';
import type { DiffLine as _marketing_content_v1_DiffLine, DiffLine__Output as _marketing_content_v1_DiffLine__Output } from '../../../marketing/content/v1/DiffLine.ts';

export interface DiffVersionsResponse {
  'fields'?: (_marketing_content_v1_FieldChange)[];
  /**
   * Changed lines with their context; what is far from any change is left out.
   */
  'lines'?: (_marketing_content_v1_DiffLine)[];
  'added'?: (number);
  'removed'?: (number);
}

export interface DiffVersionsResponse__Output {
  'fields': (_marketing_content_v1_FieldChange__Output)[];
  /**
   * Changed lines with their context; what is far from any change is left out.
   */
  'lines': (_marketing_content_v1_DiffLine__Output)[];
  'added': (number);
  'removed': (number);
}
