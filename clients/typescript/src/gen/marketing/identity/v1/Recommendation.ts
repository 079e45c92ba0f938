// Original file: protos/marketing/identity/v1/pattern_service.proto


/**
 * N are the (at most 100) people most alike, of a similarity s of at least 0.2, who converted and did one of the last five different things this
 * person did; "after" counts from when they first did the latest of those five that they share.
 */
export interface Recommendation {
  /**
   * "trial_started", "view /pricing". Never what this person did in the window.
   */
  'action'?: (string);
  'conversion'?: (boolean);
  /**
   * SIMILAR: the sum of s over those of N who first did it after, through the sum of s over N, 0..1. POPULAR: people / all people with a pattern.
   */
  'score'?: (number | string);
  /**
   * score / share of all the tenant's people with a pattern who did it. Answers are in the order of score x ln(1 + lift).
   */
  'lift'?: (number | string);
  /**
   * SIMILAR: of N. POPULAR: of all people with a pattern.
   */
  'peopleTookIt'?: (number);
  'peopleConsidered'?: (number);
  /**
   * Lower bound of the 95 % Wilson interval of people_took_it / people_considered.
   */
  'confidence'?: (number | string);
  /**
   * In words.
   */
  'evidence'?: (string)[];
  /**
   * Of the most alike who took it, at most three. SIMILAR only.
   */
  'similarUserIds'?: (string)[];
}

/**
 * N are the (at most 100) people most alike, of a similarity s of at least 0.2, who converted and did one of the last five different things this
 * person did; "after" counts from when they first did the latest of those five that they share.
 */
export interface Recommendation__Output {
  /**
   * "trial_started", "view /pricing". Never what this person did in the window.
   */
  'action': (string);
  'conversion': (boolean);
  /**
   * SIMILAR: the sum of s over those of N who first did it after, through the sum of s over N, 0..1. POPULAR: people / all people with a pattern.
   */
  'score': (number);
  /**
   * score / share of all the tenant's people with a pattern who did it. Answers are in the order of score x ln(1 + lift).
   */
  'lift': (number);
  /**
   * SIMILAR: of N. POPULAR: of all people with a pattern.
   */
  'peopleTookIt': (number);
  'peopleConsidered': (number);
  /**
   * Lower bound of the 95 % Wilson interval of people_took_it / people_considered.
   */
  'confidence': (number);
  /**
   * In words.
   */
  'evidence': (string)[];
  /**
   * Of the most alike who took it, at most three. SIMILAR only.
   */
  'similarUserIds': (string)[];
}
