// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { LeaderboardEntry as _marketing_campaign_v1_LeaderboardEntry, LeaderboardEntry__Output as _marketing_campaign_v1_LeaderboardEntry__Output } from '../../../marketing/campaign/v1/LeaderboardEntry.ts';

export interface GetLeaderboardResponse {
  'entries'?: (_marketing_campaign_v1_LeaderboardEntry)[];
}

export interface GetLeaderboardResponse__Output {
  'entries': (_marketing_campaign_v1_LeaderboardEntry__Output)[];
}
