// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

export const AdCampaignOrder = {
  /**
   * Oldest first, by id.
   */
  AD_CAMPAIGN_ORDER_UNSPECIFIED: 'AD_CAMPAIGN_ORDER_UNSPECIFIED',
  /**
   * Least recently optimised first, those never optimised before all.
   */
  AD_CAMPAIGN_ORDER_STALE_FIRST: 'AD_CAMPAIGN_ORDER_STALE_FIRST',
} as const;

export type AdCampaignOrder =
  /**
   * Oldest first, by id.
   */
  | 'AD_CAMPAIGN_ORDER_UNSPECIFIED'
  | 0
  /**
   * Least recently optimised first, those never optimised before all.
   */
  | 'AD_CAMPAIGN_ORDER_STALE_FIRST'
  | 1

export type AdCampaignOrder__Output = typeof AdCampaignOrder[keyof typeof AdCampaignOrder]
