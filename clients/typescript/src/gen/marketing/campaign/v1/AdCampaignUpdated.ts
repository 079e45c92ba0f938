// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * ad-campaign.updated: audience, creatives, name or link.
 */
export interface AdCampaignUpdated {
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  'platformCampaignId'?: (string);
  /**
   * What was changed: "name", "audience_config", "creatives", "platform_campaign_id".
   */
  'changed'?: (string)[];
}

/**
 * ad-campaign.updated: audience, creatives, name or link.
 */
export interface AdCampaignUpdated__Output {
  'adCampaignId': (string);
  'campaignId': (string);
  'platformCampaignId': (string);
  /**
   * What was changed: "name", "audience_config", "creatives", "platform_campaign_id".
   */
  'changed': (string)[];
}
