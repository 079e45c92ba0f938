// Original file: protos/marketing/content/v1/content_service.proto

import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { ContentState as _marketing_content_v1_ContentState, ContentState__Output as _marketing_content_v1_ContentState__Output } from '../../../marketing/content/v1/ContentState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { ContentOrder as _marketing_content_v1_ContentOrder, ContentOrder__Output as _marketing_content_v1_ContentOrder__Output } from '../../../marketing/content/v1/ContentOrder.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListContentsRequest {
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'contentType'?: (_marketing_content_v1_ContentType);
  'state'?: (_marketing_content_v1_ContentState);
  'campaignId'?: (string);
  'generatedBy'?: (string);
  'language'?: (string);
  'createdFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'createdUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Contents whose metadata contain this.
   */
  'metadataContains'?: (_google_protobuf_Struct | null);
  /**
   * 0..1
   */
  'minPerformanceScore'?: (number | string);
  /**
   * With a published version, whatever the state of the newest.
   */
  'publishedOnly'?: (boolean);
  'order'?: (_marketing_content_v1_ContentOrder);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPerformanceScore'?: "minPerformanceScore";
  '_minPosition'?: "minPosition";
}

export interface ListContentsRequest__Output {
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'contentType': (_marketing_content_v1_ContentType__Output);
  'state': (_marketing_content_v1_ContentState__Output);
  'campaignId': (string);
  'generatedBy': (string);
  'language': (string);
  'createdFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'createdUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Contents whose metadata contain this.
   */
  'metadataContains': (_google_protobuf_Struct__Output | null);
  /**
   * 0..1
   */
  'minPerformanceScore'?: (number);
  /**
   * With a published version, whatever the state of the newest.
   */
  'publishedOnly': (boolean);
  'order': (_marketing_content_v1_ContentOrder__Output);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPerformanceScore'?: "minPerformanceScore";
  '_minPosition'?: "minPosition";
}
