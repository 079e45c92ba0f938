// Original file: protos/marketing/lead/v1/lead_service.proto


export interface ScoreFactor {
  /**
   * "company_size", "email", "activity", "inactivity" …
   */
  'factor'?: (string);
  /**
   * What it adds to the score; may be negative.
   */
  'contribution'?: (number | string);
  /**
   * In words.
   */
  'reason'?: (string);
}

export interface ScoreFactor__Output {
  /**
   * "company_size", "email", "activity", "inactivity" …
   */
  'factor': (string);
  /**
   * What it adds to the score; may be negative.
   */
  'contribution': (number);
  /**
   * In words.
   */
  'reason': (string);
}
