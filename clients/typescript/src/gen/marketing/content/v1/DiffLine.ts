// Original file: protos/marketing/content/v1/content_service.proto

import type { DiffKind as _marketing_content_v1_DiffKind, DiffKind__Output as _marketing_content_v1_DiffKind__Output } from '../../../marketing/content/v1/DiffKind.ts';

export interface DiffLine {
  'kind'?: (_marketing_content_v1_DiffKind);
  'text'?: (string);
  /**
   * 1-based; 0 where the version does not have the line.
   */
  'fromLine'?: (number);
  'toLine'?: (number);
}

export interface DiffLine__Output {
  'kind': (_marketing_content_v1_DiffKind__Output);
  'text': (string);
  /**
   * 1-based; 0 where the version does not have the line.
   */
  'fromLine': (number);
  'toLine': (number);
}
