// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Long } from '@grpc/proto-loader';

export interface AddMemberResponse {
  /**
   * Of the user's stream.
   */
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface AddMemberResponse__Output {
  /**
   * Of the user's stream.
   */
  'version': (string);
  'position': (string);
}
