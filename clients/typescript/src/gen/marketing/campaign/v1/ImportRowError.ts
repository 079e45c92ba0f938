// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto


export interface ImportRowError {
  /**
   * The header is row 1.
   */
  'row'?: (number);
  'field'?: (string);
  'message'?: (string);
}

export interface ImportRowError__Output {
  /**
   * The header is row 1.
   */
  'row': (number);
  'field': (string);
  'message': (string);
}
