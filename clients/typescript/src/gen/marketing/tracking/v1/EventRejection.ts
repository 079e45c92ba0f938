// Original file: protos/marketing/tracking/v1/tracking_service.proto


export interface EventRejection {
  /**
   * missing_identity, invalid_event_name, invalid_properties, too_deep, too_large, invalid_message_id, invalid_user_id, invalid_anonymous_id, too_many_events
   */
  'reason'?: (string);
  'field'?: (string);
  'message'?: (string);
}

export interface EventRejection__Output {
  /**
   * missing_identity, invalid_event_name, invalid_properties, too_deep, too_large, invalid_message_id, invalid_user_id, invalid_anonymous_id, too_many_events
   */
  'reason': (string);
  'field': (string);
  'message': (string);
}
