// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.created: a draft, version 1.
 */
export interface ContentCreated {
  'contentId'?: (string);
  /**
   * "blog", "social", "email", "ad_copy", "landing_page", as everywhere here.
   */
  'contentType'?: (string);
  /**
   * Empty = none, as everywhere here.
   */
  'title'?: (string);
  'language'?: (string);
  'generatedBy'?: (string);
  'campaignId'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.created: a draft, version 1.
 */
export interface ContentCreated__Output {
  'contentId': (string);
  /**
   * "blog", "social", "email", "ad_copy", "landing_page", as everywhere here.
   */
  'contentType': (string);
  /**
   * Empty = none, as everywhere here.
   */
  'title': (string);
  'language': (string);
  'generatedBy': (string);
  'campaignId': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
}
