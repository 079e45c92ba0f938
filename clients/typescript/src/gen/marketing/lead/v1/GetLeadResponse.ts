// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Lead as _marketing_lead_v1_Lead, Lead__Output as _marketing_lead_v1_Lead__Output } from '../../../marketing/lead/v1/Lead.ts';

export interface GetLeadResponse {
  'lead'?: (_marketing_lead_v1_Lead | null);
}

export interface GetLeadResponse__Output {
  'lead': (_marketing_lead_v1_Lead__Output | null);
}
