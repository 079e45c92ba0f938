// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface CreateContentRequest {
  /**
   * UUID; made by the server when absent.
   */
  'contentId'?: (string);
  'contentType'?: (_marketing_content_v1_ContentType);
  /**
   * At most 500 characters.
   */
  'title'?: (string);
  /**
   * At most 5 MiB of UTF-8.
   */
  'content'?: (string);
  /**
   * At most 64 KiB. seo { title <= 60 characters, description <= 160, slug of a-z 0-9 and single hyphens <= 100, keywords: at most 50 of <= 100 };
   * the slug is unique in the tenant. word_count and reading_time are overwritten.
   */
  'metadata'?: (_google_protobuf_Struct | null);
  /**
   * At most 50 characters.
   */
  'generatedBy'?: (string);
  /**
   * UUID
   */
  'campaignId'?: (string);
  /**
   * ISO 639-1; default "en". Decides how the text is searched.
   */
  'language'?: (string);
  /**
   * At most 100 characters.
   */
  'model'?: (string);
  /**
   * At most 128 characters.
   */
  'promptHash'?: (string);
  'requestId'?: (string);
}

export interface CreateContentRequest__Output {
  /**
   * UUID; made by the server when absent.
   */
  'contentId': (string);
  'contentType': (_marketing_content_v1_ContentType__Output);
  /**
   * At most 500 characters.
   */
  'title': (string);
  /**
   * At most 5 MiB of UTF-8.
   */
  'content': (string);
  /**
   * At most 64 KiB. seo { title <= 60 characters, description <= 160, slug of a-z 0-9 and single hyphens <= 100, keywords: at most 50 of <= 100 };
   * the slug is unique in the tenant. word_count and reading_time are overwritten.
   */
  'metadata': (_google_protobuf_Struct__Output | null);
  /**
   * At most 50 characters.
   */
  'generatedBy': (string);
  /**
   * UUID
   */
  'campaignId': (string);
  /**
   * ISO 639-1; default "en". Decides how the text is searched.
   */
  'language': (string);
  /**
   * At most 100 characters.
   */
  'model': (string);
  /**
   * At most 128 characters.
   */
  'promptHash': (string);
  'requestId': (string);
}
