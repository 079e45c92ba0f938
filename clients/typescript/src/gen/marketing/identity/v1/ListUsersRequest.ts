// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { IncludeAnonymous as _marketing_identity_v1_IncludeAnonymous, IncludeAnonymous__Output as _marketing_identity_v1_IncludeAnonymous__Output } from '../../../marketing/identity/v1/IncludeAnonymous.ts';
import type { UserOrder as _marketing_identity_v1_UserOrder, UserOrder__Output as _marketing_identity_v1_UserOrder__Output } from '../../../marketing/identity/v1/UserOrder.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Filters add up.
 */
export interface ListUsersRequest {
  /**
   * Members whose primary segment it is, by user_id.
   */
  'segment'?: (string);
  'createdFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'createdUntil'?: (_google_protobuf_Timestamp | null);
  'lastSeenFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'lastSeenUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Last seen in so many days; implies the order by last_seen.
   */
  'activeWithinDays'?: (number);
  /**
   * Users whose traits contain all of these.
   */
  'traitsContain'?: (_google_protobuf_Struct | null);
  'includeAnonymous'?: (_marketing_identity_v1_IncludeAnonymous);
  'order'?: (_marketing_identity_v1_UserOrder);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

/**
 * Filters add up.
 */
export interface ListUsersRequest__Output {
  /**
   * Members whose primary segment it is, by user_id.
   */
  'segment': (string);
  'createdFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'createdUntil': (_google_protobuf_Timestamp__Output | null);
  'lastSeenFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'lastSeenUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Last seen in so many days; implies the order by last_seen.
   */
  'activeWithinDays': (number);
  /**
   * Users whose traits contain all of these.
   */
  'traitsContain': (_google_protobuf_Struct__Output | null);
  'includeAnonymous': (_marketing_identity_v1_IncludeAnonymous__Output);
  'order': (_marketing_identity_v1_UserOrder__Output);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
