// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Segment as _marketing_identity_v1_Segment, Segment__Output as _marketing_identity_v1_Segment__Output } from '../../../marketing/identity/v1/Segment.ts';

export interface ListSegmentsResponse {
  'segments'?: (_marketing_identity_v1_Segment)[];
  'nextPageToken'?: (string);
}

export interface ListSegmentsResponse__Output {
  'segments': (_marketing_identity_v1_Segment__Output)[];
  'nextPageToken': (string);
}
