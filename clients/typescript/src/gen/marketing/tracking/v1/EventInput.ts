// Original file: protos/marketing/tracking/v1/tracking_service.proto


/**
 * One event as a client sends it. Text rather than google.protobuf types where what arrives may be wrong:
 * a bad time or address costs the event a warning, not its life.
 */
export interface EventInput {
  /**
   * At most 100 characters, unique to the event: the same id again is a DUPLICATE for at least seven days. Made by the server when absent.
   */
  'messageId'?: (string);
  /**
   * The caller's own id of the person (or their UUID). This or anonymous_id is needed.
   */
  'userId'?: (string);
  /**
   * The browser's or device's own id.
   */
  'anonymousId'?: (string);
  /**
   * 1 to 100 characters after trimming, no control characters.
   */
  'eventName'?: (string);
  /**
   * A JSON object as text: at most 32,768 bytes and ten levels deep. Absent = {}.
   */
  'properties'?: (string);
  /**
   * When it happened, by the client's clock: RFC 3339, or milliseconds since 1970. Absent = the time of receipt.
   */
  'timestamp'?: (string);
  /**
   * When the client sent it, by the same clock; corrects a clock that is wrong. Overrides the batch's.
   */
  'sentAt'?: (string);
  /**
   * A UUID; any other text is turned into one.
   */
  'sessionId'?: (string);
  /**
   * An address, or an X-Forwarded-For list whose first hop counts. Kept, truncated or removed as the tenant's policy says.
   */
  'ipAddress'?: (string);
  /**
   * Cut at 2,048 bytes.
   */
  'userAgent'?: (string);
  /**
   * "browser", "mobile" or "server". Events of a server library are never marked as a bot's.
   */
  'channel'?: (string);
  /**
   * False when the person was not there, as for an import or a scheduled job: such an event does not move last_seen. Absent = true.
   */
  'contextActive'?: (boolean);
  '_contextActive'?: "contextActive";
}

/**
 * One event as a client sends it. Text rather than google.protobuf types where what arrives may be wrong:
 * a bad time or address costs the event a warning, not its life.
 */
export interface EventInput__Output {
  /**
   * At most 100 characters, unique to the event: the same id again is a DUPLICATE for at least seven days. Made by the server when absent.
   */
  'messageId': (string);
  /**
   * The caller's own id of the person (or their UUID). This or anonymous_id is needed.
   */
  'userId': (string);
  /**
   * The browser's or device's own id.
   */
  'anonymousId': (string);
  /**
   * 1 to 100 characters after trimming, no control characters.
   */
  'eventName': (string);
  /**
   * A JSON object as text: at most 32,768 bytes and ten levels deep. Absent = {}.
   */
  'properties': (string);
  /**
   * When it happened, by the client's clock: RFC 3339, or milliseconds since 1970. Absent = the time of receipt.
   */
  'timestamp': (string);
  /**
   * When the client sent it, by the same clock; corrects a clock that is wrong. Overrides the batch's.
   */
  'sentAt': (string);
  /**
   * A UUID; any other text is turned into one.
   */
  'sessionId': (string);
  /**
   * An address, or an X-Forwarded-For list whose first hop counts. Kept, truncated or removed as the tenant's policy says.
   */
  'ipAddress': (string);
  /**
   * Cut at 2,048 bytes.
   */
  'userAgent': (string);
  /**
   * "browser", "mobile" or "server". Events of a server library are never marked as a bot's.
   */
  'channel': (string);
  /**
   * False when the person was not there, as for an import or a scheduled job: such an event does not move last_seen. Absent = true.
   */
  'contextActive'?: (boolean);
  '_contextActive'?: "contextActive";
}
