// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ImportCounts {
  'rows'?: (number | string | Long);
  'created'?: (number | string | Long);
  'updated'?: (number | string | Long);
  /**
   * Known, and nothing new in the row.
   */
  'ignored'?: (number | string | Long);
  /**
   * Address stood in an earlier row of this import; the earlier row counts.
   */
  'duplicates'?: (number | string | Long);
  'failed'?: (number | string | Long);
}

export interface ImportCounts__Output {
  'rows': (string);
  'created': (string);
  'updated': (string);
  /**
   * Known, and nothing new in the row.
   */
  'ignored': (string);
  /**
   * Address stood in an earlier row of this import; the earlier row counts.
   */
  'duplicates': (string);
  'failed': (string);
}
