// Original file: protos/marketing/identity/v1/identity_service.proto

import type { IpPolicy as _marketing_identity_v1_IpPolicy, IpPolicy__Output as _marketing_identity_v1_IpPolicy__Output } from '../../../marketing/identity/v1/IpPolicy.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Tenant {
  'tenantId'?: (string);
  'name'?: (string);
  /**
   * Default: truncate.
   */
  'ipPolicy'?: (_marketing_identity_v1_IpPolicy);
  /**
   * IANA name; default UTC.
   */
  'timezone'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
}

export interface Tenant__Output {
  'tenantId': (string);
  'name': (string);
  /**
   * Default: truncate.
   */
  'ipPolicy': (_marketing_identity_v1_IpPolicy__Output);
  /**
   * IANA name; default UTC.
   */
  'timezone': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
}
