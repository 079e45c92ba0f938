// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateLeadRequest {
  'leadId'?: (string);
  'email'?: (string);
  'phone'?: (string);
  'name'?: (string);
  'company'?: (string);
  'jobTitle'?: (string);
  /**
   * Set key by key; with null the key goes.
   */
  'properties'?: (_google_protobuf_Struct | null);
  /**
   * Of email, phone, name, company, job_title, properties. Empty = the fields that are set. A field named here and empty is cleared.
   */
  'updateMask'?: (string)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateLeadRequest__Output {
  'leadId': (string);
  'email': (string);
  'phone': (string);
  'name': (string);
  'company': (string);
  'jobTitle': (string);
  /**
   * Set key by key; with null the key goes.
   */
  'properties': (_google_protobuf_Struct__Output | null);
  /**
   * Of email, phone, name, company, job_title, properties. Empty = the fields that are set. A field named here and empty is cleared.
   */
  'updateMask': (string)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
