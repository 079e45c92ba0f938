// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetPolicyRequest {
  'contentType'?: (_marketing_content_v1_ContentType);
  'approvalRequired'?: (boolean);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface SetPolicyRequest__Output {
  'contentType': (_marketing_content_v1_ContentType__Output);
  'approvalRequired': (boolean);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
