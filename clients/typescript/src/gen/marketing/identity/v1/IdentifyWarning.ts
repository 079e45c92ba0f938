// Original file: protos/marketing/identity/v1/identity_service.proto


/**
 * Something the service noticed and did not refuse.
 */
export interface IdentifyWarning {
  /**
   * anonymous_id_merged_elsewhere, anonymous_id_identified, merge_was_undone, email_kept, trait_type, sanitized, timestamp_clamped
   */
  'code'?: (string);
  /**
   * Which field: "anonymous_id", "traits.name"
   */
  'field'?: (string);
  'message'?: (string);
}

/**
 * Something the service noticed and did not refuse.
 */
export interface IdentifyWarning__Output {
  /**
   * anonymous_id_merged_elsewhere, anonymous_id_identified, merge_was_undone, email_kept, trait_type, sanitized, timestamp_clamped
   */
  'code': (string);
  /**
   * Which field: "anonymous_id", "traits.name"
   */
  'field': (string);
  'message': (string);
}
