// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';

export interface ContentPolicy {
  'contentType'?: (_marketing_content_v1_ContentType);
  'approvalRequired'?: (boolean);
}

export interface ContentPolicy__Output {
  'contentType': (_marketing_content_v1_ContentType__Output);
  'approvalRequired': (boolean);
}
