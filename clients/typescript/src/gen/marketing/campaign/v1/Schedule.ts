// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface Schedule {
  'startAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The end of the start window.
   */
  'startUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent = it goes on until somebody completes it.
   */
  'endAt'?: (_google_protobuf_Timestamp | null);
}

export interface Schedule__Output {
  'startAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The end of the start window.
   */
  'startUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent = it goes on until somebody completes it.
   */
  'endAt': (_google_protobuf_Timestamp__Output | null);
}
