// Original file: protos/marketing/lead/v1/lead_service.proto


export interface RowError {
  /**
   * Data rows of the page count from 1; the header does not count.
   */
  'row'?: (number);
  'column'?: (string);
  'field'?: (string);
  'value'?: (string);
  'message'?: (string);
}

export interface RowError__Output {
  /**
   * Data rows of the page count from 1; the header does not count.
   */
  'row': (number);
  'column': (string);
  'field': (string);
  'value': (string);
  'message': (string);
}
