// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { CountryCount as _marketing_tracking_v1_CountryCount, CountryCount__Output as _marketing_tracking_v1_CountryCount__Output } from '../../../marketing/tracking/v1/CountryCount.ts';

export interface CountCountriesResponse {
  /**
   * Adds up to the number of events in the range.
   */
  'counts'?: (_marketing_tracking_v1_CountryCount)[];
}

export interface CountCountriesResponse__Output {
  /**
   * Adds up to the number of events in the range.
   */
  'counts': (_marketing_tracking_v1_CountryCount__Output)[];
}
