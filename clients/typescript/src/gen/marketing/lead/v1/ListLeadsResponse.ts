// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Lead as _marketing_lead_v1_Lead, Lead__Output as _marketing_lead_v1_Lead__Output } from '../../../marketing/lead/v1/Lead.ts';

export interface ListLeadsResponse {
  'leads'?: (_marketing_lead_v1_Lead)[];
  'nextPageToken'?: (string);
}

export interface ListLeadsResponse__Output {
  'leads': (_marketing_lead_v1_Lead__Output)[];
  'nextPageToken': (string);
}
