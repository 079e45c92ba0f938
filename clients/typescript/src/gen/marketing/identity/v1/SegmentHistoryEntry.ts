// Original file: protos/marketing/identity/v1/segment_service.proto

import type { SegmentChange as _marketing_identity_v1_SegmentChange, SegmentChange__Output as _marketing_identity_v1_SegmentChange__Output } from '../../../marketing/identity/v1/SegmentChange.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface SegmentHistoryEntry {
  'segment'?: (string);
  'userId'?: (string);
  'change'?: (_marketing_identity_v1_SegmentChange);
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * What made the person be looked at when it was found: "activated", "updated", "archived", "identified", "traits", "behaviour", "time", "merge", "unmerge", "member", "segment";
   * for those given by AssignSegment who gave it: "manual", "lead:<lead id>" …
   */
  'cause'?: (string);
  'position'?: (number | string | Long);
}

export interface SegmentHistoryEntry__Output {
  'segment': (string);
  'userId': (string);
  'change': (_marketing_identity_v1_SegmentChange__Output);
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * What made the person be looked at when it was found: "activated", "updated", "archived", "identified", "traits", "behaviour", "time", "merge", "unmerge", "member", "segment";
   * for those given by AssignSegment who gave it: "manual", "lead:<lead id>" …
   */
  'cause': (string);
  'position': (string);
}
