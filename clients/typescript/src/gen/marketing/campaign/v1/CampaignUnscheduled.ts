// Original file: protos/marketing/campaign/v1/campaign_events.proto


/**
 * campaign.unscheduled
 */
export interface CampaignUnscheduled {
  'campaignId'?: (string);
}

/**
 * campaign.unscheduled
 */
export interface CampaignUnscheduled__Output {
  'campaignId': (string);
}
