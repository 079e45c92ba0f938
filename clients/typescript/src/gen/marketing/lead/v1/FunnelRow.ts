// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How many got at least this far. Lost leads count for the stages they had reached; a lead that its score qualified counts as that far even where
 * nobody contacted it yet.
 */
export interface FunnelRow {
  /**
   * In lower case; "(none)" for leads without one. Empty in the total.
   */
  'source'?: (string);
  'captured'?: (number | string | Long);
  'contacted'?: (number | string | Long);
  'qualified'?: (number | string | Long);
  'converted'?: (number | string | Long);
  /**
   * Lost now.
   */
  'lost'?: (number | string | Long);
  /**
   * converted / captured; 0..1.
   */
  'conversionRate'?: (number | string);
  /**
   * Of those scored; absent = none is.
   */
  'averageScore'?: (number | string);
  '_averageScore'?: "averageScore";
}

/**
 * How many got at least this far. Lost leads count for the stages they had reached; a lead that its score qualified counts as that far even where
 * nobody contacted it yet.
 */
export interface FunnelRow__Output {
  /**
   * In lower case; "(none)" for leads without one. Empty in the total.
   */
  'source': (string);
  'captured': (string);
  'contacted': (string);
  'qualified': (string);
  'converted': (string);
  /**
   * Lost now.
   */
  'lost': (string);
  /**
   * converted / captured; 0..1.
   */
  'conversionRate': (number);
  /**
   * Of those scored; absent = none is.
   */
  'averageScore'?: (number);
  '_averageScore'?: "averageScore";
}
