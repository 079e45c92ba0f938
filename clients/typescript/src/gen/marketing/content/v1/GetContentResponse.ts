// Original file: protos/marketing/content/v1/content_service.proto

import type { Content as _marketing_content_v1_Content, Content__Output as _marketing_content_v1_Content__Output } from '../../../marketing/content/v1/Content.ts';

export interface GetContentResponse {
  'content'?: (_marketing_content_v1_Content | null);
}

export interface GetContentResponse__Output {
  'content': (_marketing_content_v1_Content__Output | null);
}
