// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReindexVectorsResponse {
  /**
   * 0 while the indexer has not begun.
   */
  'generation'?: (number);
  /**
   * Entities that have vectors, and those of them that the new generation has.
   */
  'wanted'?: (number | string | Long);
  'synced'?: (number | string | Long);
  /**
   * The new generation is live.
   */
  'done'?: (boolean);
}

export interface ReindexVectorsResponse__Output {
  /**
   * 0 while the indexer has not begun.
   */
  'generation': (number);
  /**
   * Entities that have vectors, and those of them that the new generation has.
   */
  'wanted': (string);
  'synced': (string);
  /**
   * The new generation is live.
   */
  'done': (boolean);
}
