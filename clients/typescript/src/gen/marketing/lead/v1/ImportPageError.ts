// Original file: protos/marketing/lead/v1/lead_service.proto

import type { RowError as _marketing_lead_v1_RowError, RowError__Output as _marketing_lead_v1_RowError__Output } from '../../../marketing/lead/v1/RowError.ts';

export interface ImportPageError {
  'page'?: (number);
  'error'?: (_marketing_lead_v1_RowError | null);
}

export interface ImportPageError__Output {
  'page': (number);
  'error': (_marketing_lead_v1_RowError__Output | null);
}
