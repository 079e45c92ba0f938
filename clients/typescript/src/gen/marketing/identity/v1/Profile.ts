// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface Profile {
  'userId'?: (string);
  'email'?: (string);
  'segment'?: (string);
  /**
   * Milliseconds since 1970; 0 = never.
   */
  'lastEventTime'?: (number | string | Long);
  'traits'?: (_google_protobuf_Struct | null);
  'externalId'?: (string);
  'anonymous'?: (boolean);
  'ltvPrediction'?: (string);
  'churnRisk'?: (number | string);
  'segments'?: (string)[];
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
}

export interface Profile__Output {
  'userId': (string);
  'email': (string);
  'segment': (string);
  /**
   * Milliseconds since 1970; 0 = never.
   */
  'lastEventTime': (string);
  'traits': (_google_protobuf_Struct__Output | null);
  'externalId': (string);
  'anonymous': (boolean);
  'ltvPrediction'?: (string);
  'churnRisk'?: (number);
  'segments': (string)[];
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
}
