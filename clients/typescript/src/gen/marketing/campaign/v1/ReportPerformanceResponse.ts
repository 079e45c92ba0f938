// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { AdCampaign as _marketing_campaign_v1_AdCampaign, AdCampaign__Output as _marketing_campaign_v1_AdCampaign__Output } from '../../../marketing/campaign/v1/AdCampaign.ts';
import type { ReportOutcome as _marketing_campaign_v1_ReportOutcome, ReportOutcome__Output as _marketing_campaign_v1_ReportOutcome__Output } from '../../../marketing/campaign/v1/ReportOutcome.ts';
import type { Long } from '@grpc/proto-loader';

export interface ReportPerformanceResponse {
  'adCampaign'?: (_marketing_campaign_v1_AdCampaign | null);
  'outcome'?: (_marketing_campaign_v1_ReportOutcome);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface ReportPerformanceResponse__Output {
  'adCampaign': (_marketing_campaign_v1_AdCampaign__Output | null);
  'outcome': (_marketing_campaign_v1_ReportOutcome__Output);
  'version': (string);
  'position': (string);
}
