// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentVersion as _marketing_content_v1_ContentVersion, ContentVersion__Output as _marketing_content_v1_ContentVersion__Output } from '../../../marketing/content/v1/ContentVersion.ts';

export interface ListVersionsResponse {
  'versions'?: (_marketing_content_v1_ContentVersion)[];
  'nextPageToken'?: (string);
}

export interface ListVersionsResponse__Output {
  'versions': (_marketing_content_v1_ContentVersion__Output)[];
  'nextPageToken': (string);
}
