// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RelayStatus {
  'position'?: (number | string | Long);
  'lagEvents'?: (number | string | Long);
  'lagSeconds'?: (number | string);
  'owner'?: (string);
  'lastError'?: (string);
}

export interface RelayStatus__Output {
  'position': (string);
  'lagEvents': (string);
  'lagSeconds': (number);
  'owner': (string);
  'lastError': (string);
}
