// Original file: protos/marketing/tracking/v1/tracking_service.proto


/**
 * Something about an event that was put right or left out.
 */
export interface EventWarning {
  /**
   * sanitized, timestamp_unparsable, timestamp_clamped, sent_at_unparsable, ip_address_invalid, user_agent_truncated,
   * session_id_derived, conflicting_content, tracking_plan, high_ip_rate
   */
  'code'?: (string);
  /**
   * Which field: "timestamp", "properties.page_url"
   */
  'field'?: (string);
  'message'?: (string);
}

/**
 * Something about an event that was put right or left out.
 */
export interface EventWarning__Output {
  /**
   * sanitized, timestamp_unparsable, timestamp_clamped, sent_at_unparsable, ip_address_invalid, user_agent_truncated,
   * session_id_derived, conflicting_content, tracking_plan, high_ip_rate
   */
  'code': (string);
  /**
   * Which field: "timestamp", "properties.page_url"
   */
  'field': (string);
  'message': (string);
}
