// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Counts are of entities (contents, documents, people, campaigns).
 */
export interface VectorGeneration {
  'generation'?: (number);
  'model'?: (string);
  'dimensions'?: (number);
  /**
   * "building", "live", or "retired" while its vectors are being deleted.
   */
  'state'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Everything wanted up to here is there or failed.
   */
  'position'?: (number | string | Long);
  /**
   * Of the view.
   */
  'head'?: (number | string | Long);
  'wanted'?: (number | string | Long);
  'synced'?: (number | string | Long);
  'pending'?: (number | string | Long);
  'failed'?: (number | string | Long);
  /**
   * Vectors put there.
   */
  'vectors'?: (number | string | Long);
  /**
   * 0 = nothing is pending.
   */
  'oldestPendingSeconds'?: (number | string);
  /**
   * Why it stands still, while it does.
   */
  'lastError'?: (string);
}

/**
 * Counts are of entities (contents, documents, people, campaigns).
 */
export interface VectorGeneration__Output {
  'generation': (number);
  'model': (string);
  'dimensions': (number);
  /**
   * "building", "live", or "retired" while its vectors are being deleted.
   */
  'state': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Everything wanted up to here is there or failed.
   */
  'position': (string);
  /**
   * Of the view.
   */
  'head': (string);
  'wanted': (string);
  'synced': (string);
  'pending': (string);
  'failed': (string);
  /**
   * Vectors put there.
   */
  'vectors': (string);
  /**
   * 0 = nothing is pending.
   */
  'oldestPendingSeconds': (number);
  /**
   * Why it stands still, while it does.
   */
  'lastError': (string);
}
