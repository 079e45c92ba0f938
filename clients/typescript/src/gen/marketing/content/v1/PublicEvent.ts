// Original file: protos/marketing/content/v1/content_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A public event as the bus carries it.
 */
export interface PublicEvent {
  /**
   * UUID; the bus's ce-id.
   */
  'eventId'?: (string);
  /**
   * marketing.content.v1.ContentPublished; the message of that name says what data holds.
   */
  'type'?: (string);
  'streamId'?: (string);
  'streamVersion'?: (number | string | Long);
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * JSON of the message.
   */
  'data'?: (string);
  'correlationId'?: (string);
  'causationId'?: (string);
}

/**
 * A public event as the bus carries it.
 */
export interface PublicEvent__Output {
  /**
   * UUID; the bus's ce-id.
   */
  'eventId': (string);
  /**
   * marketing.content.v1.ContentPublished; the message of that name says what data holds.
   */
  'type': (string);
  'streamId': (string);
  'streamVersion': (string);
  'time': (_google_protobuf_Timestamp__Output | null);
  /**
   * JSON of the message.
   */
  'data': (string);
  'correlationId': (string);
  'causationId': (string);
}
