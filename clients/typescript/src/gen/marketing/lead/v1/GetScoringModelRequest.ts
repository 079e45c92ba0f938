// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetScoringModelRequest {
  /**
   * Absent = the one in force.
   */
  'version'?: (number | string | Long);
  'minPosition'?: (number | string | Long);
  '_version'?: "version";
  '_minPosition'?: "minPosition";
}

export interface GetScoringModelRequest__Output {
  /**
   * Absent = the one in force.
   */
  'version'?: (string);
  'minPosition'?: (string);
  '_version'?: "version";
  '_minPosition'?: "minPosition";
}
