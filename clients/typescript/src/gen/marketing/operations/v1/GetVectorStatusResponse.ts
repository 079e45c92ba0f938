// Original file: protos/marketing/operations/v1/operations_service.proto

import type { VectorGeneration as _marketing_operations_v1_VectorGeneration, VectorGeneration__Output as _marketing_operations_v1_VectorGeneration__Output } from '../../../marketing/operations/v1/VectorGeneration.ts';
import type { VectorTenant as _marketing_operations_v1_VectorTenant, VectorTenant__Output as _marketing_operations_v1_VectorTenant__Output } from '../../../marketing/operations/v1/VectorTenant.ts';
import type { VectorFailure as _marketing_operations_v1_VectorFailure, VectorFailure__Output as _marketing_operations_v1_VectorFailure__Output } from '../../../marketing/operations/v1/VectorFailure.ts';

export interface GetVectorStatusResponse {
  'index'?: (string);
  /**
   * Empty when no store is configured.
   */
  'store'?: (string);
  'storeOk'?: (boolean);
  /**
   * Why it is not; empty when it is.
   */
  'storeError'?: (string);
  /**
   * The view that says what has to be in the index.
   */
  'view'?: (string);
  /**
   * As configured: what a new generation is built with.
   */
  'model'?: (string);
  'dimensions'?: (number);
  'generations'?: (_marketing_operations_v1_VectorGeneration)[];
  'tenants'?: (_marketing_operations_v1_VectorTenant)[];
  /**
   * The first of what could not be put into the live generation.
   */
  'failures'?: (_marketing_operations_v1_VectorFailure)[];
}

export interface GetVectorStatusResponse__Output {
  'index': (string);
  /**
   * Empty when no store is configured.
   */
  'store': (string);
  'storeOk': (boolean);
  /**
   * Why it is not; empty when it is.
   */
  'storeError': (string);
  /**
   * The view that says what has to be in the index.
   */
  'view': (string);
  /**
   * As configured: what a new generation is built with.
   */
  'model': (string);
  'dimensions': (number);
  'generations': (_marketing_operations_v1_VectorGeneration__Output)[];
  'tenants': (_marketing_operations_v1_VectorTenant__Output)[];
  /**
   * The first of what could not be put into the live generation.
   */
  'failures': (_marketing_operations_v1_VectorFailure__Output)[];
}
