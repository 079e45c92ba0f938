// Original file: protos/marketing/campaign/v1/campaign_service.proto


/**
 * Mean and standard deviation over the answers that have the figure, each weighing the square of its score (none below zero).
 */
export interface Expectation {
  'mean'?: (number | string);
  'spread'?: (number | string);
  /**
   * How many campaigns are behind it.
   */
  'campaigns'?: (number);
}

/**
 * Mean and standard deviation over the answers that have the figure, each weighing the square of its score (none below zero).
 */
export interface Expectation__Output {
  'mean': (number);
  'spread': (number);
  /**
   * How many campaigns are behind it.
   */
  'campaigns': (number);
}
