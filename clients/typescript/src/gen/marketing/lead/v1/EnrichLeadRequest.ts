// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface EnrichLeadRequest {
  'leadId'?: (string);
  /**
   * Who says so: "clearbit".
   */
  'provider'?: (string);
  /**
   * Default: the provider. 1 to 50 of a-z, 0-9, _ and -.
   */
  'namespace'?: (string);
  /**
   * When it was found; default: now. Older than what is there is accepted and changes nothing.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * Replaces what this namespace held.
   */
  'properties'?: (_google_protobuf_Struct | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface EnrichLeadRequest__Output {
  'leadId': (string);
  /**
   * Who says so: "clearbit".
   */
  'provider': (string);
  /**
   * Default: the provider. 1 to 50 of a-z, 0-9, _ and -.
   */
  'namespace': (string);
  /**
   * When it was found; default: now. Older than what is there is accepted and changes nothing.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * Replaces what this namespace held.
   */
  'properties': (_google_protobuf_Struct__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
