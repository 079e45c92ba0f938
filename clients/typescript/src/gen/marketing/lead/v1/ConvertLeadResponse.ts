// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Lead as _marketing_lead_v1_Lead, Lead__Output as _marketing_lead_v1_Lead__Output } from '../../../marketing/lead/v1/Lead.ts';
import type { Long } from '@grpc/proto-loader';

export interface ConvertLeadResponse {
  'lead'?: (_marketing_lead_v1_Lead | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface ConvertLeadResponse__Output {
  'lead': (_marketing_lead_v1_Lead__Output | null);
  'version': (string);
  'position': (string);
}
