// Original file: protos/marketing/campaign/v1/campaign_service.proto

export const CampaignType = {
  CAMPAIGN_TYPE_UNSPECIFIED: 'CAMPAIGN_TYPE_UNSPECIFIED',
  CAMPAIGN_TYPE_LEAD_GEN: 'CAMPAIGN_TYPE_LEAD_GEN',
  CAMPAIGN_TYPE_CONTENT: 'CAMPAIGN_TYPE_CONTENT',
  CAMPAIGN_TYPE_RETENTION: 'CAMPAIGN_TYPE_RETENTION',
  CAMPAIGN_TYPE_AD: 'CAMPAIGN_TYPE_AD',
} as const;

export type CampaignType =
  | 'CAMPAIGN_TYPE_UNSPECIFIED'
  | 0
  | 'CAMPAIGN_TYPE_LEAD_GEN'
  | 1
  | 'CAMPAIGN_TYPE_CONTENT'
  | 2
  | 'CAMPAIGN_TYPE_RETENTION'
  | 3
  | 'CAMPAIGN_TYPE_AD'
  | 4

export type CampaignType__Output = typeof CampaignType[keyof typeof CampaignType]
