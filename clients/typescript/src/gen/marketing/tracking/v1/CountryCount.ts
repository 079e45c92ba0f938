// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Long } from '@grpc/proto-loader';

export interface CountryCount {
  /**
   * ISO 3166-1 alpha-2; empty where the address is unknown or could not be placed.
   */
  'country'?: (string);
  'count'?: (number | string | Long);
}

export interface CountryCount__Output {
  /**
   * ISO 3166-1 alpha-2; empty where the address is unknown or could not be placed.
   */
  'country': (string);
  'count': (string);
}
