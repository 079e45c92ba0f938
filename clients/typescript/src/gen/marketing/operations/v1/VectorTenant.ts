// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface VectorTenant {
  'tenantId'?: (string);
  'wanted'?: (number | string | Long);
  'synced'?: (number | string | Long);
  'pending'?: (number | string | Long);
  'failed'?: (number | string | Long);
  'vectors'?: (number | string | Long);
}

export interface VectorTenant__Output {
  'tenantId': (string);
  'wanted': (string);
  'synced': (string);
  'pending': (string);
  'failed': (string);
  'vectors': (string);
}
