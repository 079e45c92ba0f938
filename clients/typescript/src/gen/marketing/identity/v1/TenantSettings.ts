// Original file: protos/marketing/identity/v1/identity_events.proto


export interface TenantSettings {
  /**
   * "keep", "truncate" or "remove"
   */
  'ipPolicy'?: (string);
  /**
   * IANA name
   */
  'timezone'?: (string);
}

export interface TenantSettings__Output {
  /**
   * "keep", "truncate" or "remove"
   */
  'ipPolicy': (string);
  /**
   * IANA name
   */
  'timezone': (string);
}
