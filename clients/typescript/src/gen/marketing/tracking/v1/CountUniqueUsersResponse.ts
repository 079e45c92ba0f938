// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { UniqueUsersOfDay as _marketing_tracking_v1_UniqueUsersOfDay, UniqueUsersOfDay__Output as _marketing_tracking_v1_UniqueUsersOfDay__Output } from '../../../marketing/tracking/v1/UniqueUsersOfDay.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountUniqueUsersResponse {
  /**
   * People active on any day of the range.
   */
  'count'?: (number | string | Long);
  'days'?: (_marketing_tracking_v1_UniqueUsersOfDay)[];
  /**
   * True: HyperLogLog, standard error 0.81 %. False: exact, from Postgres.
   */
  'approximate'?: (boolean);
}

export interface CountUniqueUsersResponse__Output {
  /**
   * People active on any day of the range.
   */
  'count': (string);
  'days': (_marketing_tracking_v1_UniqueUsersOfDay__Output)[];
  /**
   * True: HyperLogLog, standard error 0.81 %. False: exact, from Postgres.
   */
  'approximate': (boolean);
}
