// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SubscriptionStatus {
  'name'?: (string);
  /**
   * "postgres", "redis", "vector" or "policy".
   */
  'kind'?: (string);
  /**
   * "log" or "jetstream:<NAME>".
   */
  'source'?: (string);
  'generation'?: (number);
  'version'?: (number);
  'position'?: (number | string | Long);
  /**
   * The source's last known position.
   */
  'head'?: (number | string | Long);
  'lagEvents'?: (number | string | Long);
  'lagSeconds'?: (number | string);
  'parkedStreams'?: (number);
  'parkedEvents'?: (number);
  /**
   * Instance that holds the lease; empty when nobody runs it.
   */
  'owner'?: (string);
  /**
   * A newer generation is being built.
   */
  'building'?: (boolean);
  /**
   * The last error, while it lasts.
   */
  'lastError'?: (string);
}

export interface SubscriptionStatus__Output {
  'name': (string);
  /**
   * "postgres", "redis", "vector" or "policy".
   */
  'kind': (string);
  /**
   * "log" or "jetstream:<NAME>".
   */
  'source': (string);
  'generation': (number);
  'version': (number);
  'position': (string);
  /**
   * The source's last known position.
   */
  'head': (string);
  'lagEvents': (string);
  'lagSeconds': (number);
  'parkedStreams': (number);
  'parkedEvents': (number);
  /**
   * Instance that holds the lease; empty when nobody runs it.
   */
  'owner': (string);
  /**
   * A newer generation is being built.
   */
  'building': (boolean);
  /**
   * The last error, while it lasts.
   */
  'lastError': (string);
}
