// Original file: protos/marketing/content/v1/content_service.proto

import type { Content as _marketing_content_v1_Content, Content__Output as _marketing_content_v1_Content__Output } from '../../../marketing/content/v1/Content.ts';
import type { Long } from '@grpc/proto-loader';

export interface ApproveResponse {
  'content'?: (_marketing_content_v1_Content | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface ApproveResponse__Output {
  'content': (_marketing_content_v1_Content__Output | null);
  'version': (string);
  'position': (string);
}
