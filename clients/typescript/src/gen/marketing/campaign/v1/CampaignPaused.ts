// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * campaign.paused
 */
export interface CampaignPaused {
  'campaignId'?: (string);
  'reason'?: (string);
}

/**
 * campaign.paused
 */
export interface CampaignPaused__Output {
  'campaignId': (string);
  'reason': (string);
}
