// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * campaign.resumed
 */
export interface CampaignResumed {
  'campaignId'?: (string);
}

/**
 * campaign.resumed
 */
export interface CampaignResumed__Output {
  'campaignId': (string);
}
