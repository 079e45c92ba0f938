// Original file: protos/marketing/content/v1/content_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ContentVersion {
  'contentId'?: (string);
  'version'?: (number);
  'title'?: (string);
  /**
   * The text's size in bytes of UTF-8.
   */
  'sizeBytes'?: (number | string | Long);
  'metadata'?: (_google_protobuf_Struct | null);
  'language'?: (string);
  'wordCount'?: (number);
  /**
   * Minutes.
   */
  'readingTime'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who wrote it: "key:<api key id>", "service:<name>", …
   */
  'createdBy'?: (string);
  /**
   * The version it was restored from; 0 = none.
   */
  'restoredFrom'?: (number);
  'served'?: (number | string | Long);
  'engaged'?: (number | string | Long);
  /**
   * engaged / served, 0..1; absent = never served.
   */
  'performanceScore'?: (number | string);
  /**
   * Version of this one is the published one.
   */
  'published'?: (boolean);
  '_performanceScore'?: "performanceScore";
}

export interface ContentVersion__Output {
  'contentId': (string);
  'version': (number);
  'title': (string);
  /**
   * The text's size in bytes of UTF-8.
   */
  'sizeBytes': (string);
  'metadata': (_google_protobuf_Struct__Output | null);
  'language': (string);
  'wordCount': (number);
  /**
   * Minutes.
   */
  'readingTime': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who wrote it: "key:<api key id>", "service:<name>", …
   */
  'createdBy': (string);
  /**
   * The version it was restored from; 0 = none.
   */
  'restoredFrom': (number);
  'served': (string);
  'engaged': (string);
  /**
   * engaged / served, 0..1; absent = never served.
   */
  'performanceScore'?: (number);
  /**
   * Version of this one is the published one.
   */
  'published': (boolean);
  '_performanceScore'?: "performanceScore";
}
