// Original file: protos/marketing/content/v1/content_events.proto

import type { Long } from '@grpc/proto-loader';

/**
 * content.performance-changed: totals of one version.
 */
export interface ContentPerformanceChanged {
  'contentId'?: (string);
  'version'?: (number);
  'served'?: (number | string | Long);
  'engaged'?: (number | string | Long);
  /**
   * engaged / served, 0..1, four places; absent = never served.
   */
  'performanceScore'?: (number | string);
  '_performanceScore'?: "performanceScore";
}

/**
 * content.performance-changed: totals of one version.
 */
export interface ContentPerformanceChanged__Output {
  'contentId': (string);
  'version': (number);
  'served': (string);
  'engaged': (string);
  /**
   * engaged / served, 0..1, four places; absent = never served.
   */
  'performanceScore'?: (number);
  '_performanceScore'?: "performanceScore";
}
