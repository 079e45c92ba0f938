// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Creative as _marketing_campaign_v1_Creative, Creative__Output as _marketing_campaign_v1_Creative__Output } from '../../../marketing/campaign/v1/Creative.ts';

export interface AssignVariantResponse {
  'creative'?: (_marketing_campaign_v1_Creative | null);
}

export interface AssignVariantResponse__Output {
  'creative': (_marketing_campaign_v1_Creative__Output | null);
}
