// Original file: protos/marketing/campaign/v1/campaign_service.proto


export interface LeaderboardEntry {
  'campaignId'?: (string);
  /**
   * 0..100: 100 x performance_score.
   */
  'score'?: (number | string);
  /**
   * 1 = the best.
   */
  'rank'?: (number);
  'name'?: (string);
}

export interface LeaderboardEntry__Output {
  'campaignId': (string);
  /**
   * 0..100: 100 x performance_score.
   */
  'score': (number);
  /**
   * 1 = the best.
   */
  'rank': (number);
  'name': (string);
}
