// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReadLogRequest {
  'afterPosition'?: (number | string | Long);
  /**
   * No limit when 0.
   */
  'limit'?: (number);
  /**
   * All tenants when empty.
   */
  'tenantId'?: (string);
  /**
   * All types when empty.
   */
  'types'?: (string)[];
  /**
   * One stream only; its events by version.
   */
  'streamId'?: (string);
  /**
   * Stay and send what comes.
   */
  'follow'?: (boolean);
}

export interface ReadLogRequest__Output {
  'afterPosition': (string);
  /**
   * No limit when 0.
   */
  'limit': (number);
  /**
   * All tenants when empty.
   */
  'tenantId': (string);
  /**
   * All types when empty.
   */
  'types': (string)[];
  /**
   * One stream only; its events by version.
   */
  'streamId': (string);
  /**
   * Stay and send what comes.
   */
  'follow': (boolean);
}
