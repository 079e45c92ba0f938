// Original file: protos/marketing/lead/v1/lead_service.proto


export interface ColumnMapping {
  /**
   * As in the header.
   */
  'column'?: (string);
  /**
   * email, phone, name, company, job_title, source, campaign_id, created_at or properties.<key>.
   */
  'field'?: (string);
}

export interface ColumnMapping__Output {
  /**
   * As in the header.
   */
  'column': (string);
  /**
   * email, phone, name, company, job_title, source, campaign_id, created_at or properties.<key>.
   */
  'field': (string);
}
