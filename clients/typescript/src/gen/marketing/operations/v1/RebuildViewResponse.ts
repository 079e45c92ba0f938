// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RebuildViewResponse {
  'name'?: (string);
  'generation'?: (number);
  'position'?: (number | string | Long);
  'head'?: (number | string | Long);
  'events'?: (number | string | Long);
  'done'?: (boolean);
  'seconds'?: (number | string);
}

export interface RebuildViewResponse__Output {
  'name': (string);
  'generation': (number);
  'position': (string);
  'head': (string);
  'events': (string);
  'done': (boolean);
  'seconds': (number);
}
