// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { SubscriptionStatus as _marketing_operations_v1_SubscriptionStatus, SubscriptionStatus__Output as _marketing_operations_v1_SubscriptionStatus__Output } from '../../../marketing/operations/v1/SubscriptionStatus.ts';
import type { RelayStatus as _marketing_operations_v1_RelayStatus, RelayStatus__Output as _marketing_operations_v1_RelayStatus__Output } from '../../../marketing/operations/v1/RelayStatus.ts';
import type { DependencyStatus as _marketing_operations_v1_DependencyStatus, DependencyStatus__Output as _marketing_operations_v1_DependencyStatus__Output } from '../../../marketing/operations/v1/DependencyStatus.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetStatusResponse {
  'service'?: (string);
  'instanceId'?: (string);
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Position of the last readable event.
   */
  'head'?: (number | string | Long);
  'subscriptions'?: (_marketing_operations_v1_SubscriptionStatus)[];
  /**
   * Absent where no relay is configured.
   */
  'relay'?: (_marketing_operations_v1_RelayStatus | null);
  /**
   * Age of the oldest append that is not yet decided; 0 when there is none.
   */
  'oldestOpenAppendSeconds'?: (number | string);
  'dependencies'?: (_marketing_operations_v1_DependencyStatus)[];
}

export interface GetStatusResponse__Output {
  'service': (string);
  'instanceId': (string);
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Position of the last readable event.
   */
  'head': (string);
  'subscriptions': (_marketing_operations_v1_SubscriptionStatus__Output)[];
  /**
   * Absent where no relay is configured.
   */
  'relay': (_marketing_operations_v1_RelayStatus__Output | null);
  /**
   * Age of the oldest append that is not yet decided; 0 when there is none.
   */
  'oldestOpenAppendSeconds': (number);
  'dependencies': (_marketing_operations_v1_DependencyStatus__Output)[];
}
