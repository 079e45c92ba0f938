// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { LeadStatus as _marketing_lead_v1_LeadStatus, LeadStatus__Output as _marketing_lead_v1_LeadStatus__Output } from '../../../marketing/lead/v1/LeadStatus.ts';
import type { Long } from '@grpc/proto-loader';

export interface LeadHistoryEntry {
  'kind'?: (string);
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * Where the status changed.
   */
  'fromStatus'?: (_marketing_lead_v1_LeadStatus);
  'toStatus'?: (_marketing_lead_v1_LeadStatus);
  /**
   * Where the score changed.
   */
  'score'?: (number | string);
  'reason'?: (string);
  /**
   * The model, the source, the channel, the provider: as the kind has it.
   */
  'detail'?: (string);
  /**
   * "key:<id>", "service:lead" …
   */
  'actor'?: (string);
  'position'?: (number | string | Long);
  '_score'?: "score";
}

export interface LeadHistoryEntry__Output {
  'kind': (string);
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * Where the status changed.
   */
  'fromStatus': (_marketing_lead_v1_LeadStatus__Output);
  'toStatus': (_marketing_lead_v1_LeadStatus__Output);
  /**
   * Where the score changed.
   */
  'score'?: (number);
  'reason': (string);
  /**
   * The model, the source, the channel, the provider: as the kind has it.
   */
  'detail': (string);
  /**
   * "key:<id>", "service:lead" …
   */
  'actor': (string);
  'position': (string);
  '_score'?: "score";
}
