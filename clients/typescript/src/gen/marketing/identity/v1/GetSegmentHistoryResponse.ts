// Original file: protos/marketing/identity/v1/segment_service.proto

import type { SegmentHistoryEntry as _marketing_identity_v1_SegmentHistoryEntry, SegmentHistoryEntry__Output as _marketing_identity_v1_SegmentHistoryEntry__Output } from '../../../marketing/identity/v1/SegmentHistoryEntry.ts';

export interface GetSegmentHistoryResponse {
  'entries'?: (_marketing_identity_v1_SegmentHistoryEntry)[];
  'nextPageToken'?: (string);
}

export interface GetSegmentHistoryResponse__Output {
  'entries': (_marketing_identity_v1_SegmentHistoryEntry__Output)[];
  'nextPageToken': (string);
}
