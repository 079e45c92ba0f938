// Original file: protos/marketing/tracking/v1/tracking_service.proto


export interface FunnelStep {
  'eventName'?: (string);
  /**
   * A JSON object that the event's properties must contain.
   */
  'propertiesContain'?: (string);
}

export interface FunnelStep__Output {
  'eventName': (string);
  /**
   * A JSON object that the event's properties must contain.
   */
  'propertiesContain': (string);
}
