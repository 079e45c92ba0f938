// Original file: protos/marketing/content/v1/content_service.proto

import type { SearchHit as _marketing_content_v1_SearchHit, SearchHit__Output as _marketing_content_v1_SearchHit__Output } from '../../../marketing/content/v1/SearchHit.ts';

export interface SearchContentResponse {
  'hits'?: (_marketing_content_v1_SearchHit)[];
  'nextPageToken'?: (string);
  /**
   * HYBRID without its semantic leg: found by text alone.
   */
  'degraded'?: (boolean);
  /**
   * "VECTOR_STORE_UNAVAILABLE", …; empty = not degraded.
   */
  'degradedReason'?: (string);
}

export interface SearchContentResponse__Output {
  'hits': (_marketing_content_v1_SearchHit__Output)[];
  'nextPageToken': (string);
  /**
   * HYBRID without its semantic leg: found by text alone.
   */
  'degraded': (boolean);
  /**
   * "VECTOR_STORE_UNAVAILABLE", …; empty = not degraded.
   */
  'degradedReason': (string);
}
