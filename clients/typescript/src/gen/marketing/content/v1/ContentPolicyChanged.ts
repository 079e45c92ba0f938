// Original file: protos/marketing/content/v1/content_events.proto


/**
 * policy.changed
 */
export interface ContentPolicyChanged {
  'contentType'?: (string);
  'approvalRequired'?: (boolean);
}

/**
 * policy.changed
 */
export interface ContentPolicyChanged__Output {
  'contentType': (string);
  'approvalRequired': (boolean);
}
