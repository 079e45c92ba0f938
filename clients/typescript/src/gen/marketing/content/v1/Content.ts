// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ContentState as _marketing_content_v1_ContentState, ContentState__Output as _marketing_content_v1_ContentState__Output } from '../../../marketing/content/v1/ContentState.ts';
import type { Long } from '@grpc/proto-loader';

export interface Content {
  /**
   * UUID
   */
  'contentId'?: (string);
  'contentType'?: (_marketing_content_v1_ContentType);
  /**
   * Empty = none. This and the next two are the version's that was asked for; where none was, the newest's.
   */
  'title'?: (string);
  /**
   * The text; only in GetContent, elsewhere empty.
   */
  'content'?: (string);
  /**
   * As given, with word_count and reading_time (minutes at 225 words, rounded up) as computed here.
   */
  'metadata'?: (_google_protobuf_Struct | null);
  /**
   * engaged / served of all versions, 0..1, four places; absent = never served.
   */
  'performanceScore'?: (number | string);
  /**
   * Agent or person who made it; empty = not said.
   */
  'generatedBy'?: (string);
  /**
   * Empty = none, or the campaign was purged.
   */
  'campaignId'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent = not published now.
   */
  'publishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Kept when the campaign is purged. Not in the answers of commands.
   */
  'campaignName'?: (string);
  /**
   * ISO 639-1 of the text.
   */
  'language'?: (string);
  'state'?: (_marketing_content_v1_ContentState);
  /**
   * Of the text above: 1, 2, …
   */
  'version'?: (number);
  /**
   * The newest there is.
   */
  'latestVersion'?: (number);
  /**
   * 0 = none is published.
   */
  'publishedVersion'?: (number);
  /**
   * Kept through unpublishing.
   */
  'firstPublishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent = not scheduled.
   */
  'scheduledFor'?: (_google_protobuf_Timestamp | null);
  'served'?: (number | string | Long);
  'engaged'?: (number | string | Long);
  /**
   * Of metadata.seo; empty = none.
   */
  'slug'?: (string);
  'updatedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Why the last review said no; empty since it was edited or submitted again.
   */
  'rejectionReason'?: (string);
  /**
   * Of the model that wrote it, and the hash of what it was asked; empty = not said.
   */
  'model'?: (string);
  'promptHash'?: (string);
  /**
   * Version of the content's stream, for expected_version.
   */
  'streamVersion'?: (number | string | Long);
  '_performanceScore'?: "performanceScore";
}

export interface Content__Output {
  /**
   * UUID
   */
  'contentId': (string);
  'contentType': (_marketing_content_v1_ContentType__Output);
  /**
   * Empty = none. This and the next two are the version's that was asked for; where none was, the newest's.
   */
  'title': (string);
  /**
   * The text; only in GetContent, elsewhere empty.
   */
  'content': (string);
  /**
   * As given, with word_count and reading_time (minutes at 225 words, rounded up) as computed here.
   */
  'metadata': (_google_protobuf_Struct__Output | null);
  /**
   * engaged / served of all versions, 0..1, four places; absent = never served.
   */
  'performanceScore'?: (number);
  /**
   * Agent or person who made it; empty = not said.
   */
  'generatedBy': (string);
  /**
   * Empty = none, or the campaign was purged.
   */
  'campaignId': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent = not published now.
   */
  'publishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Kept when the campaign is purged. Not in the answers of commands.
   */
  'campaignName': (string);
  /**
   * ISO 639-1 of the text.
   */
  'language': (string);
  'state': (_marketing_content_v1_ContentState__Output);
  /**
   * Of the text above: 1, 2, …
   */
  'version': (number);
  /**
   * The newest there is.
   */
  'latestVersion': (number);
  /**
   * 0 = none is published.
   */
  'publishedVersion': (number);
  /**
   * Kept through unpublishing.
   */
  'firstPublishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent = not scheduled.
   */
  'scheduledFor': (_google_protobuf_Timestamp__Output | null);
  'served': (string);
  'engaged': (string);
  /**
   * Of metadata.seo; empty = none.
   */
  'slug': (string);
  'updatedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why the last review said no; empty since it was edited or submitted again.
   */
  'rejectionReason': (string);
  /**
   * Of the model that wrote it, and the hash of what it was asked; empty = not said.
   */
  'model': (string);
  'promptHash': (string);
  /**
   * Version of the content's stream, for expected_version.
   */
  'streamVersion': (string);
  '_performanceScore'?: "performanceScore";
}
