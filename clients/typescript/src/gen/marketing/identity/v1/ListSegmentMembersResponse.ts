// Original file: protos/marketing/identity/v1/segment_service.proto

import type { SegmentMember as _marketing_identity_v1_SegmentMember, SegmentMember__Output as _marketing_identity_v1_SegmentMember__Output } from '../../../marketing/identity/v1/SegmentMember.ts';

export interface ListSegmentMembersResponse {
  'members'?: (_marketing_identity_v1_SegmentMember)[];
  'nextPageToken'?: (string);
}

export interface ListSegmentMembersResponse__Output {
  'members': (_marketing_identity_v1_SegmentMember__Output)[];
  'nextPageToken': (string);
}
