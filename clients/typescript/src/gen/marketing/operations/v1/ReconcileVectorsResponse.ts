// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReconcileVectorsResponse {
  'namespaces'?: (number | string | Long);
  /**
   * Vectors found in the store.
   */
  'listed'?: (number | string | Long);
  /**
   * Deleted: nobody put them there as far as the service knows.
   */
  'strays'?: (number | string | Long);
  /**
   * Entities of which something was missing.
   */
  'missing'?: (number | string | Long);
  /**
   * Vectors put there again.
   */
  'upserted'?: (number | string | Long);
  'done'?: (boolean);
}

export interface ReconcileVectorsResponse__Output {
  'namespaces': (string);
  /**
   * Vectors found in the store.
   */
  'listed': (string);
  /**
   * Deleted: nobody put them there as far as the service knows.
   */
  'strays': (string);
  /**
   * Entities of which something was missing.
   */
  'missing': (string);
  /**
   * Vectors put there again.
   */
  'upserted': (string);
  'done': (boolean);
}
