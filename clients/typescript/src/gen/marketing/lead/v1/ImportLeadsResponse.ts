// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ImportCounts as _marketing_lead_v1_ImportCounts, ImportCounts__Output as _marketing_lead_v1_ImportCounts__Output } from '../../../marketing/lead/v1/ImportCounts.ts';
import type { RowError as _marketing_lead_v1_RowError, RowError__Output as _marketing_lead_v1_RowError__Output } from '../../../marketing/lead/v1/RowError.ts';
import type { Long } from '@grpc/proto-loader';

export interface ImportLeadsResponse {
  'importId'?: (string);
  'page'?: (number);
  /**
   * Of this page.
   */
  'counts'?: (_marketing_lead_v1_ImportCounts | null);
  /**
   * By row; at most 1,000.
   */
  'errors'?: (_marketing_lead_v1_RowError)[];
  /**
   * The page had been taken before; nothing was done.
   */
  'replayed'?: (boolean);
  'position'?: (number | string | Long);
}

export interface ImportLeadsResponse__Output {
  'importId': (string);
  'page': (number);
  /**
   * Of this page.
   */
  'counts': (_marketing_lead_v1_ImportCounts__Output | null);
  /**
   * By row; at most 1,000.
   */
  'errors': (_marketing_lead_v1_RowError__Output)[];
  /**
   * The page had been taken before; nothing was done.
   */
  'replayed': (boolean);
  'position': (string);
}
