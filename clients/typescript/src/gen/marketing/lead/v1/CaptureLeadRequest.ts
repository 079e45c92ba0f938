// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface CaptureLeadRequest {
  /**
   * At most 255 characters. This or phone is needed.
   */
  'email'?: (string);
  'phone'?: (string);
  'name'?: (string);
  'company'?: (string);
  /**
   * At most 100 characters.
   */
  'jobTitle'?: (string);
  /**
   * At most 100 characters; "Google" and "google" are one source.
   */
  'source'?: (string);
  /**
   * At most 32 KiB; the key `enrichment` is the server's.
   */
  'properties'?: (_google_protobuf_Struct | null);
  /**
   * UUID
   */
  'campaignId'?: (string);
  /**
   * The person's UUID or the caller's own id of them, where known.
   */
  'userId'?: (string);
  'requestId'?: (string);
  /**
   * The server's own: refused when set.
   */
  'status'?: (string);
  'score'?: (number | string);
  'qualified'?: (boolean);
  '_score'?: "score";
  '_qualified'?: "qualified";
}

export interface CaptureLeadRequest__Output {
  /**
   * At most 255 characters. This or phone is needed.
   */
  'email': (string);
  'phone': (string);
  'name': (string);
  'company': (string);
  /**
   * At most 100 characters.
   */
  'jobTitle': (string);
  /**
   * At most 100 characters; "Google" and "google" are one source.
   */
  'source': (string);
  /**
   * At most 32 KiB; the key `enrichment` is the server's.
   */
  'properties': (_google_protobuf_Struct__Output | null);
  /**
   * UUID
   */
  'campaignId': (string);
  /**
   * The person's UUID or the caller's own id of them, where known.
   */
  'userId': (string);
  'requestId': (string);
  /**
   * The server's own: refused when set.
   */
  'status': (string);
  'score'?: (number);
  'qualified'?: (boolean);
  '_score'?: "score";
  '_qualified'?: "qualified";
}
