// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.published: this version is the one the world sees.
 */
export interface ContentPublished {
  'contentId'?: (string);
  'version'?: (number);
  'contentType'?: (string);
  'title'?: (string);
  'campaignId'?: (string);
  'slug'?: (string);
  'language'?: (string);
  'publishedAt'?: (_google_protobuf_Timestamp | null);
  'firstPublishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * By its schedule.
   */
  'scheduled'?: (boolean);
}

/**
 * content.published: this version is the one the world sees.
 */
export interface ContentPublished__Output {
  'contentId': (string);
  'version': (number);
  'contentType': (string);
  'title': (string);
  'campaignId': (string);
  'slug': (string);
  'language': (string);
  'publishedAt': (_google_protobuf_Timestamp__Output | null);
  'firstPublishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * By its schedule.
   */
  'scheduled': (boolean);
}
