// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Lead as _marketing_lead_v1_Lead, Lead__Output as _marketing_lead_v1_Lead__Output } from '../../../marketing/lead/v1/Lead.ts';

export interface GetUserLeadsResponse {
  /**
   * Newest first; at most 1,000.
   */
  'leads'?: (_marketing_lead_v1_Lead)[];
}

export interface GetUserLeadsResponse__Output {
  /**
   * Newest first; at most 1,000.
   */
  'leads': (_marketing_lead_v1_Lead__Output)[];
}
