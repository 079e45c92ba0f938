// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetLeadHistoryRequest {
  'leadId'?: (string);
  /**
   * Of captured, recaptured, updated, enriched, contacted, qualified, disqualified, converted, lost, reopened, scored, linked, merged, unmerged;
   * empty = all.
   */
  'kinds'?: (string)[];
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetLeadHistoryRequest__Output {
  'leadId': (string);
  /**
   * Of captured, recaptured, updated, enriched, contacted, qualified, disqualified, converted, lost, reopened, scored, linked, merged, unmerged;
   * empty = all.
   */
  'kinds': (string)[];
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
