// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface CountUniqueUsersRequest {
  /**
   * YYYY-MM-DD in the tenant's time zone; default: today.
   */
  'firstDate'?: (string);
  /**
   * Inclusive; default: first_date.
   */
  'lastDate'?: (string);
  /**
   * Also counts bots; answered from Postgres.
   */
  'includeBots'?: (boolean);
  /**
   * From Postgres, exactly, even where the estimate is at hand.
   */
  'exact'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface CountUniqueUsersRequest__Output {
  /**
   * YYYY-MM-DD in the tenant's time zone; default: today.
   */
  'firstDate': (string);
  /**
   * Inclusive; default: first_date.
   */
  'lastDate': (string);
  /**
   * Also counts bots; answered from Postgres.
   */
  'includeBots': (boolean);
  /**
   * From Postgres, exactly, even where the estimate is at hand.
   */
  'exact': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
