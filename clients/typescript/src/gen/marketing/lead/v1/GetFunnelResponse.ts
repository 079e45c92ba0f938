// Original file: protos/marketing/lead/v1/lead_service.proto

import type { FunnelRow as _marketing_lead_v1_FunnelRow, FunnelRow__Output as _marketing_lead_v1_FunnelRow__Output } from '../../../marketing/lead/v1/FunnelRow.ts';

export interface GetFunnelResponse {
  /**
   * Largest first.
   */
  'sources'?: (_marketing_lead_v1_FunnelRow)[];
  'total'?: (_marketing_lead_v1_FunnelRow | null);
}

export interface GetFunnelResponse__Output {
  /**
   * Largest first.
   */
  'sources': (_marketing_lead_v1_FunnelRow__Output)[];
  'total': (_marketing_lead_v1_FunnelRow__Output | null);
}
