// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface BatchGetUsersRequest {
  'userIds'?: (string)[];
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface BatchGetUsersRequest__Output {
  'userIds': (string)[];
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
