// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { IndexState as _marketing_content_v1_IndexState, IndexState__Output as _marketing_content_v1_IndexState__Output } from '../../../marketing/content/v1/IndexState.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetIndexStatusResponse {
  'state'?: (_marketing_content_v1_IndexState);
  /**
   * Log position of what it has to be, and of what it is in the index.
   */
  'wantedPosition'?: (number | string | Long);
  'indexedPosition'?: (number | string | Long);
  /**
   * Pieces.
   */
  'items'?: (number);
  'model'?: (string);
  'generation'?: (number);
  /**
   * Of the last try; empty = none.
   */
  'error'?: (string);
}

export interface GetIndexStatusResponse__Output {
  'state': (_marketing_content_v1_IndexState__Output);
  /**
   * Log position of what it has to be, and of what it is in the index.
   */
  'wantedPosition': (string);
  'indexedPosition': (string);
  /**
   * Pieces.
   */
  'items': (number);
  'model': (string);
  'generation': (number);
  /**
   * Of the last try; empty = none.
   */
  'error': (string);
}
