// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Lead as _marketing_lead_v1_Lead, Lead__Output as _marketing_lead_v1_Lead__Output } from '../../../marketing/lead/v1/Lead.ts';
import type { Long } from '@grpc/proto-loader';

export interface CaptureLeadResponse {
  'lead'?: (_marketing_lead_v1_Lead | null);
  /**
   * The address was known; no lead was made.
   */
  'deduplicated'?: (boolean);
  /**
   * Other leads with this telephone number: candidates for MergeLeads. Nothing is merged by a number alone.
   */
  'mergeSuggestions'?: (string)[];
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface CaptureLeadResponse__Output {
  'lead': (_marketing_lead_v1_Lead__Output | null);
  /**
   * The address was known; no lead was made.
   */
  'deduplicated': (boolean);
  /**
   * Other leads with this telephone number: candidates for MergeLeads. Nothing is merged by a number alone.
   */
  'mergeSuggestions': (string)[];
  'version': (string);
  'position': (string);
}
