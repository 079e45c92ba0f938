// Original file: protos/marketing/tracking/v1/tracking_service.proto


/**
 * Whom a query is about, by any of their ids.
 */
export interface PersonRef {
  /**
   * UUID
   */
  'userId'?: (string);
  /**
   * The caller's own id.
   */
  'externalId'?: (string);
  'anonymousId'?: (string);
  'id'?: "userId"|"externalId"|"anonymousId";
}

/**
 * Whom a query is about, by any of their ids.
 */
export interface PersonRef__Output {
  /**
   * UUID
   */
  'userId'?: (string);
  /**
   * The caller's own id.
   */
  'externalId'?: (string);
  'anonymousId'?: (string);
  'id'?: "userId"|"externalId"|"anonymousId";
}
