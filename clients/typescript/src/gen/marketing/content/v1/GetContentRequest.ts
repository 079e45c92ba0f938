// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetContentRequest {
  /**
   * One of content_id and slug is needed. A slug names the content that holds it.
   */
  'contentId'?: (string);
  'slug'?: (string);
  /**
   * 0 = the newest.
   */
  'version'?: (number);
  /**
   * The published version; NOT_FOUND when none is. Not together with version.
   */
  'published'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetContentRequest__Output {
  /**
   * One of content_id and slug is needed. A slug names the content that holds it.
   */
  'contentId': (string);
  'slug': (string);
  /**
   * 0 = the newest.
   */
  'version': (number);
  /**
   * The published version; NOT_FOUND when none is. Not together with version.
   */
  'published': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
