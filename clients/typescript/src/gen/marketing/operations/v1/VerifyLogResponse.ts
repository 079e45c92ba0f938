// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface VerifyLogResponse {
  'checked'?: (number | string | Long);
  'missing'?: (number | string | Long);
  'duplicated'?: (number | string | Long);
  'outOfOrder'?: (number | string | Long);
  'refilled'?: (number | string | Long);
  'head'?: (number | string | Long);
  'done'?: (boolean);
  /**
   * Log positions of the first events that are missing.
   */
  'missingPositions'?: (number | string | Long)[];
}

export interface VerifyLogResponse__Output {
  'checked': (string);
  'missing': (string);
  'duplicated': (string);
  'outOfOrder': (string);
  'refilled': (string);
  'head': (string);
  'done': (boolean);
  /**
   * Log positions of the first events that are missing.
   */
  'missingPositions': (string)[];
}
