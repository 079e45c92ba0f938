// Original file: protos/marketing/content/v1/content_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateContentRequest {
  'contentId'?: (string);
  /**
   * Absent = as it was, here and below; empty = none.
   */
  'title'?: (string);
  'content'?: (string);
  /**
   * Given, it takes the place of the whole.
   */
  'metadata'?: (_google_protobuf_Struct | null);
  'language'?: (string);
  /**
   * Empty takes it away. Makes no version.
   */
  'campaignId'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_title'?: "title";
  '_content'?: "content";
  '_language'?: "language";
  '_campaignId'?: "campaignId";
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateContentRequest__Output {
  'contentId': (string);
  /**
   * Absent = as it was, here and below; empty = none.
   */
  'title'?: (string);
  'content'?: (string);
  /**
   * Given, it takes the place of the whole.
   */
  'metadata': (_google_protobuf_Struct__Output | null);
  'language'?: (string);
  /**
   * Empty takes it away. Makes no version.
   */
  'campaignId'?: (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_title'?: "title";
  '_content'?: "content";
  '_language'?: "language";
  '_campaignId'?: "campaignId";
  '_expectedVersion'?: "expectedVersion";
}
