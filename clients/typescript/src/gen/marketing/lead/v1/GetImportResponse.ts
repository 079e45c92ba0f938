// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ImportCounts as _marketing_lead_v1_ImportCounts, ImportCounts__Output as _marketing_lead_v1_ImportCounts__Output } from '../../../marketing/lead/v1/ImportCounts.ts';
import type { ImportPageError as _marketing_lead_v1_ImportPageError, ImportPageError__Output as _marketing_lead_v1_ImportPageError__Output } from '../../../marketing/lead/v1/ImportPageError.ts';

export interface GetImportResponse {
  'importId'?: (string);
  'counts'?: (_marketing_lead_v1_ImportCounts | null);
  /**
   * The first page not taken yet.
   */
  'nextPage'?: (number);
  'finished'?: (boolean);
  /**
   * At most 1,000, with their page.
   */
  'errors'?: (_marketing_lead_v1_ImportPageError)[];
}

export interface GetImportResponse__Output {
  'importId': (string);
  'counts': (_marketing_lead_v1_ImportCounts__Output | null);
  /**
   * The first page not taken yet.
   */
  'nextPage': (number);
  'finished': (boolean);
  /**
   * At most 1,000, with their page.
   */
  'errors': (_marketing_lead_v1_ImportPageError__Output)[];
}
