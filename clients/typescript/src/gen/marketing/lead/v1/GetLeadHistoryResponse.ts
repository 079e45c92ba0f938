// Original file: protos/marketing/lead/v1/lead_service.proto

import type { LeadHistoryEntry as _marketing_lead_v1_LeadHistoryEntry, LeadHistoryEntry__Output as _marketing_lead_v1_LeadHistoryEntry__Output } from '../../../marketing/lead/v1/LeadHistoryEntry.ts';

export interface GetLeadHistoryResponse {
  'entries'?: (_marketing_lead_v1_LeadHistoryEntry)[];
  'nextPageToken'?: (string);
}

export interface GetLeadHistoryResponse__Output {
  'entries': (_marketing_lead_v1_LeadHistoryEntry__Output)[];
  'nextPageToken': (string);
}
