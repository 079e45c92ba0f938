// Original file: protos/marketing/campaign/v1/task_service.proto

import type { TaskStatus as _marketing_campaign_v1_TaskStatus, TaskStatus__Output as _marketing_campaign_v1_TaskStatus__Output } from '../../../marketing/campaign/v1/TaskStatus.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Task {
  /**
   * UUID
   */
  'taskId'?: (string);
  /**
   * Which kind of agent does it: lead_gen, content_creator, ad_optimizer, retention or a name of the caller's.
   */
  'taskType'?: (string);
  'status'?: (_marketing_campaign_v1_TaskStatus);
  'payload'?: (_google_protobuf_Struct | null);
  /**
   * UUID; empty = of no campaign.
   */
  'campaignId'?: (string);
  /**
   * How often it was handed out, since the last replay.
   */
  'attempts'?: (number);
  'maxAttempts'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Not handed out before.
   */
  'dueAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who has it, or had it last.
   */
  'workerId'?: (string);
  /**
   * Names the lease in Heartbeat, CompleteTask and FailTask. Only in the answers to the claim.
   */
  'leaseId'?: (string);
  'leaseUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Of the last failure.
   */
  'error'?: (string);
  'result'?: (_google_protobuf_Struct | null);
  /**
   * When it was completed or died.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
}

export interface Task__Output {
  /**
   * UUID
   */
  'taskId': (string);
  /**
   * Which kind of agent does it: lead_gen, content_creator, ad_optimizer, retention or a name of the caller's.
   */
  'taskType': (string);
  'status': (_marketing_campaign_v1_TaskStatus__Output);
  'payload': (_google_protobuf_Struct__Output | null);
  /**
   * UUID; empty = of no campaign.
   */
  'campaignId': (string);
  /**
   * How often it was handed out, since the last replay.
   */
  'attempts': (number);
  'maxAttempts': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Not handed out before.
   */
  'dueAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who has it, or had it last.
   */
  'workerId': (string);
  /**
   * Names the lease in Heartbeat, CompleteTask and FailTask. Only in the answers to the claim.
   */
  'leaseId': (string);
  'leaseUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of the last failure.
   */
  'error': (string);
  'result': (_google_protobuf_Struct__Output | null);
  /**
   * When it was completed or died.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
}
