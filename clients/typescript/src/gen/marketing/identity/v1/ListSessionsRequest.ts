// Original file: protos/marketing/identity/v1/identity_service.proto

import type { SessionStatus as _marketing_identity_v1_SessionStatus, SessionStatus__Output as _marketing_identity_v1_SessionStatus__Output } from '../../../marketing/identity/v1/SessionStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListSessionsRequest {
  /**
   * Empty = everybody's.
   */
  'userId'?: (string);
  'anonymousId'?: (string);
  'status'?: (_marketing_identity_v1_SessionStatus);
  'startFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'startUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListSessionsRequest__Output {
  /**
   * Empty = everybody's.
   */
  'userId': (string);
  'anonymousId': (string);
  'status': (_marketing_identity_v1_SessionStatus__Output);
  'startFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'startUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
