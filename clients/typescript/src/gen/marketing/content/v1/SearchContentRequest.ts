// Original file: protos/marketing/content/v1/content_service.proto

import type { SearchMode as _marketing_content_v1_SearchMode, SearchMode__Output as _marketing_content_v1_SearchMode__Output } from '../../../marketing/content/v1/SearchMode.ts';
import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { ContentState as _marketing_content_v1_ContentState, ContentState__Output as _marketing_content_v1_ContentState__Output } from '../../../marketing/content/v1/ContentState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface SearchContentRequest {
  /**
   * 1 to 1,000 characters, at most 32 words and phrases: words (all of them), "a phrase", or, -without. At least one is looked for.
   */
  'query'?: (string);
  'mode'?: (_marketing_content_v1_SearchMode);
  'contentType'?: (_marketing_content_v1_ContentType);
  'state'?: (_marketing_content_v1_ContentState);
  'campaignId'?: (string);
  'generatedBy'?: (string);
  /**
   * Only texts in this language. The query is understood in each text's own language.
   */
  'language'?: (string);
  'createdFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'createdUntil'?: (_google_protobuf_Timestamp | null);
  'metadataContains'?: (_google_protobuf_Struct | null);
  /**
   * Searches the published versions instead of the newest. SEMANTIC and HYBRID do so anyway.
   */
  'publishedOnly'?: (boolean);
  /**
   * Default 20, at most 100. SEMANTIC and HYBRID look at no more than 200 contents of each leg, over all pages.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  /**
   * SEMANTIC and HYBRID wait until the vector index has it, too.
   */
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface SearchContentRequest__Output {
  /**
   * 1 to 1,000 characters, at most 32 words and phrases: words (all of them), "a phrase", or, -without. At least one is looked for.
   */
  'query': (string);
  'mode': (_marketing_content_v1_SearchMode__Output);
  'contentType': (_marketing_content_v1_ContentType__Output);
  'state': (_marketing_content_v1_ContentState__Output);
  'campaignId': (string);
  'generatedBy': (string);
  /**
   * Only texts in this language. The query is understood in each text's own language.
   */
  'language': (string);
  'createdFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'createdUntil': (_google_protobuf_Timestamp__Output | null);
  'metadataContains': (_google_protobuf_Struct__Output | null);
  /**
   * Searches the published versions instead of the newest. SEMANTIC and HYBRID do so anyway.
   */
  'publishedOnly': (boolean);
  /**
   * Default 20, at most 100. SEMANTIC and HYBRID look at no more than 200 contents of each leg, over all pages.
   */
  'pageSize': (number);
  'pageToken': (string);
  /**
   * SEMANTIC and HYBRID wait until the vector index has it, too.
   */
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
