// Original file: protos/marketing/lead/v1/lead_service.proto


export interface ValueWeight {
  /**
   * Compared in lower case. For company_size a range: "1-10", "201-1000", "1001+".
   */
  'value'?: (string);
  /**
   * -1 to 1; times the factor's weight it is the contribution.
   */
  'worth'?: (number | string);
}

export interface ValueWeight__Output {
  /**
   * Compared in lower case. For company_size a range: "1-10", "201-1000", "1001+".
   */
  'value': (string);
  /**
   * -1 to 1; times the factor's weight it is the contribution.
   */
  'worth': (number);
}
