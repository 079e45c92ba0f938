// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * ad-campaign.created
 */
export interface AdCampaignCreated {
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  /**
   * google_ads, linkedin or producthunt
   */
  'platform'?: (string);
  'name'?: (string);
}

/**
 * ad-campaign.created
 */
export interface AdCampaignCreated__Output {
  'adCampaignId': (string);
  'campaignId': (string);
  /**
   * google_ads, linkedin or producthunt
   */
  'platform': (string);
  'name': (string);
}
