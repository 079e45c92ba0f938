// Original file: protos/marketing/campaign/v1/task_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ClaimTaskRequest as _marketing_campaign_v1_ClaimTaskRequest, ClaimTaskRequest__Output as _marketing_campaign_v1_ClaimTaskRequest__Output } from '../../../marketing/campaign/v1/ClaimTaskRequest.ts';
import type { ClaimTaskResponse as _marketing_campaign_v1_ClaimTaskResponse, ClaimTaskResponse__Output as _marketing_campaign_v1_ClaimTaskResponse__Output } from '../../../marketing/campaign/v1/ClaimTaskResponse.ts';
import type { ClaimTasksRequest as _marketing_campaign_v1_ClaimTasksRequest, ClaimTasksRequest__Output as _marketing_campaign_v1_ClaimTasksRequest__Output } from '../../../marketing/campaign/v1/ClaimTasksRequest.ts';
import type { ClaimTasksResponse as _marketing_campaign_v1_ClaimTasksResponse, ClaimTasksResponse__Output as _marketing_campaign_v1_ClaimTasksResponse__Output } from '../../../marketing/campaign/v1/ClaimTasksResponse.ts';
import type { CompleteTaskRequest as _marketing_campaign_v1_CompleteTaskRequest, CompleteTaskRequest__Output as _marketing_campaign_v1_CompleteTaskRequest__Output } from '../../../marketing/campaign/v1/CompleteTaskRequest.ts';
import type { CompleteTaskResponse as _marketing_campaign_v1_CompleteTaskResponse, CompleteTaskResponse__Output as _marketing_campaign_v1_CompleteTaskResponse__Output } from '../../../marketing/campaign/v1/CompleteTaskResponse.ts';
import type { EnqueueTaskRequest as _marketing_campaign_v1_EnqueueTaskRequest, EnqueueTaskRequest__Output as _marketing_campaign_v1_EnqueueTaskRequest__Output } from '../../../marketing/campaign/v1/EnqueueTaskRequest.ts';
import type { EnqueueTaskResponse as _marketing_campaign_v1_EnqueueTaskResponse, EnqueueTaskResponse__Output as _marketing_campaign_v1_EnqueueTaskResponse__Output } from '../../../marketing/campaign/v1/EnqueueTaskResponse.ts';
import type { FailTaskRequest as _marketing_campaign_v1_FailTaskRequest, FailTaskRequest__Output as _marketing_campaign_v1_FailTaskRequest__Output } from '../../../marketing/campaign/v1/FailTaskRequest.ts';
import type { FailTaskResponse as _marketing_campaign_v1_FailTaskResponse, FailTaskResponse__Output as _marketing_campaign_v1_FailTaskResponse__Output } from '../../../marketing/campaign/v1/FailTaskResponse.ts';
import type { GetTaskRequest as _marketing_campaign_v1_GetTaskRequest, GetTaskRequest__Output as _marketing_campaign_v1_GetTaskRequest__Output } from '../../../marketing/campaign/v1/GetTaskRequest.ts';
import type { GetTaskResponse as _marketing_campaign_v1_GetTaskResponse, GetTaskResponse__Output as _marketing_campaign_v1_GetTaskResponse__Output } from '../../../marketing/campaign/v1/GetTaskResponse.ts';
import type { HeartbeatRequest as _marketing_campaign_v1_HeartbeatRequest, HeartbeatRequest__Output as _marketing_campaign_v1_HeartbeatRequest__Output } from '../../../marketing/campaign/v1/HeartbeatRequest.ts';
import type { HeartbeatResponse as _marketing_campaign_v1_HeartbeatResponse, HeartbeatResponse__Output as _marketing_campaign_v1_HeartbeatResponse__Output } from '../../../marketing/campaign/v1/HeartbeatResponse.ts';
import type { ListDeadTasksRequest as _marketing_campaign_v1_ListDeadTasksRequest, ListDeadTasksRequest__Output as _marketing_campaign_v1_ListDeadTasksRequest__Output } from '../../../marketing/campaign/v1/ListDeadTasksRequest.ts';
import type { ListDeadTasksResponse as _marketing_campaign_v1_ListDeadTasksResponse, ListDeadTasksResponse__Output as _marketing_campaign_v1_ListDeadTasksResponse__Output } from '../../../marketing/campaign/v1/ListDeadTasksResponse.ts';
import type { ListTasksRequest as _marketing_campaign_v1_ListTasksRequest, ListTasksRequest__Output as _marketing_campaign_v1_ListTasksRequest__Output } from '../../../marketing/campaign/v1/ListTasksRequest.ts';
import type { ListTasksResponse as _marketing_campaign_v1_ListTasksResponse, ListTasksResponse__Output as _marketing_campaign_v1_ListTasksResponse__Output } from '../../../marketing/campaign/v1/ListTasksResponse.ts';
import type { ReplayTaskRequest as _marketing_campaign_v1_ReplayTaskRequest, ReplayTaskRequest__Output as _marketing_campaign_v1_ReplayTaskRequest__Output } from '../../../marketing/campaign/v1/ReplayTaskRequest.ts';
import type { ReplayTaskResponse as _marketing_campaign_v1_ReplayTaskResponse, ReplayTaskResponse__Output as _marketing_campaign_v1_ReplayTaskResponse__Output } from '../../../marketing/campaign/v1/ReplayTaskResponse.ts';

/**
 * Work for agents. A task is handed to one worker at a time, under a lease; a worker that falls silent loses it, and another gets the task. What
 * fails too often is dead until somebody replays it. Scopes: campaign:write to enqueue and replay, campaign:read to look, task:work to do it.
 */
export interface TaskServiceClient extends grpc.Client {
  /**
   * The oldest task that is due, or none. Two workers never hold one task.
   */
  ClaimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  ClaimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  ClaimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  ClaimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The oldest task that is due, or none. Two workers never hold one task.
   */
  claimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  claimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  claimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  claimTask(argument: _marketing_campaign_v1_ClaimTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ClaimTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Tasks as they come, one at a time: the next is handed out when the last is completed, has failed or its lease has run out. The lease
   * outlives the stream: who reconnects may still complete.
   */
  ClaimTasks(argument: _marketing_campaign_v1_ClaimTasksRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_ClaimTasksResponse__Output>;
  ClaimTasks(argument: _marketing_campaign_v1_ClaimTasksRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_ClaimTasksResponse__Output>;
  /**
   * Tasks as they come, one at a time: the next is handed out when the last is completed, has failed or its lease has run out. The lease
   * outlives the stream: who reconnects may still complete.
   */
  claimTasks(argument: _marketing_campaign_v1_ClaimTasksRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_ClaimTasksResponse__Output>;
  claimTasks(argument: _marketing_campaign_v1_ClaimTasksRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_ClaimTasksResponse__Output>;
  
  /**
   * FAILED_PRECONDITION LEASE_LOST. Completing again under the same lease is accepted and changes nothing.
   */
  CompleteTask(argument: _marketing_campaign_v1_CompleteTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  CompleteTask(argument: _marketing_campaign_v1_CompleteTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  CompleteTask(argument: _marketing_campaign_v1_CompleteTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  CompleteTask(argument: _marketing_campaign_v1_CompleteTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * FAILED_PRECONDITION LEASE_LOST. Completing again under the same lease is accepted and changes nothing.
   */
  completeTask(argument: _marketing_campaign_v1_CompleteTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  completeTask(argument: _marketing_campaign_v1_CompleteTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  completeTask(argument: _marketing_campaign_v1_CompleteTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  completeTask(argument: _marketing_campaign_v1_CompleteTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * ALREADY_EXISTS when the id is taken.
   */
  EnqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  EnqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  EnqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  EnqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * ALREADY_EXISTS when the id is taken.
   */
  enqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  enqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  enqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  enqueueTask(argument: _marketing_campaign_v1_EnqueueTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_EnqueueTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Again later, each time after a longer while, until the attempts are used up: then it is dead. FAILED_PRECONDITION LEASE_LOST.
   */
  FailTask(argument: _marketing_campaign_v1_FailTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  FailTask(argument: _marketing_campaign_v1_FailTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  FailTask(argument: _marketing_campaign_v1_FailTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  FailTask(argument: _marketing_campaign_v1_FailTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Again later, each time after a longer while, until the attempts are used up: then it is dead. FAILED_PRECONDITION LEASE_LOST.
   */
  failTask(argument: _marketing_campaign_v1_FailTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  failTask(argument: _marketing_campaign_v1_FailTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  failTask(argument: _marketing_campaign_v1_FailTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  failTask(argument: _marketing_campaign_v1_FailTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_FailTaskResponse__Output>): grpc.ClientUnaryCall;
  
  GetTask(argument: _marketing_campaign_v1_GetTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _marketing_campaign_v1_GetTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _marketing_campaign_v1_GetTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _marketing_campaign_v1_GetTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _marketing_campaign_v1_GetTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _marketing_campaign_v1_GetTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _marketing_campaign_v1_GetTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _marketing_campaign_v1_GetTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Keeps the lease. FAILED_PRECONDITION LEASE_LOST when it is somebody else's or has run out; the work is then not wanted any more.
   */
  Heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  Heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Keeps the lease. FAILED_PRECONDITION LEASE_LOST when it is somebody else's or has run out; the work is then not wanted any more.
   */
  heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  heartbeat(argument: _marketing_campaign_v1_HeartbeatRequest, callback: grpc.requestCallback<_marketing_campaign_v1_HeartbeatResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The longest dead first.
   */
  ListDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  ListDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  ListDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  ListDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The longest dead first.
   */
  listDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  listDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  listDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  listDeadTasks(argument: _marketing_campaign_v1_ListDeadTasksRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListDeadTasksResponse__Output>): grpc.ClientUnaryCall;
  
  ListTasks(argument: _marketing_campaign_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _marketing_campaign_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _marketing_campaign_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _marketing_campaign_v1_ListTasksRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _marketing_campaign_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _marketing_campaign_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _marketing_campaign_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _marketing_campaign_v1_ListTasksRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A dead task is pending again, its attempts counted anew. FAILED_PRECONDITION TASK_NOT_DEAD.
   */
  ReplayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  ReplayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  ReplayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  ReplayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A dead task is pending again, its attempts counted anew. FAILED_PRECONDITION TASK_NOT_DEAD.
   */
  replayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  replayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  replayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  replayTask(argument: _marketing_campaign_v1_ReplayTaskRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReplayTaskResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Work for agents. A task is handed to one worker at a time, under a lease; a worker that falls silent loses it, and another gets the task. What
 * fails too often is dead until somebody replays it. Scopes: campaign:write to enqueue and replay, campaign:read to look, task:work to do it.
 */
export interface TaskServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The oldest task that is due, or none. Two workers never hold one task.
   */
  ClaimTask: grpc.handleUnaryCall<_marketing_campaign_v1_ClaimTaskRequest__Output, _marketing_campaign_v1_ClaimTaskResponse>;
  
  /**
   * Tasks as they come, one at a time: the next is handed out when the last is completed, has failed or its lease has run out. The lease
   * outlives the stream: who reconnects may still complete.
   */
  ClaimTasks: grpc.handleServerStreamingCall<_marketing_campaign_v1_ClaimTasksRequest__Output, _marketing_campaign_v1_ClaimTasksResponse>;
  
  /**
   * FAILED_PRECONDITION LEASE_LOST. Completing again under the same lease is accepted and changes nothing.
   */
  CompleteTask: grpc.handleUnaryCall<_marketing_campaign_v1_CompleteTaskRequest__Output, _marketing_campaign_v1_CompleteTaskResponse>;
  
  /**
   * ALREADY_EXISTS when the id is taken.
   */
  EnqueueTask: grpc.handleUnaryCall<_marketing_campaign_v1_EnqueueTaskRequest__Output, _marketing_campaign_v1_EnqueueTaskResponse>;
  
  /**
   * Again later, each time after a longer while, until the attempts are used up: then it is dead. FAILED_PRECONDITION LEASE_LOST.
   */
  FailTask: grpc.handleUnaryCall<_marketing_campaign_v1_FailTaskRequest__Output, _marketing_campaign_v1_FailTaskResponse>;
  
  GetTask: grpc.handleUnaryCall<_marketing_campaign_v1_GetTaskRequest__Output, _marketing_campaign_v1_GetTaskResponse>;
  
  /**
   * Keeps the lease. FAILED_PRECONDITION LEASE_LOST when it is somebody else's or has run out; the work is then not wanted any more.
   */
  Heartbeat: grpc.handleUnaryCall<_marketing_campaign_v1_HeartbeatRequest__Output, _marketing_campaign_v1_HeartbeatResponse>;
  
  /**
   * The longest dead first.
   */
  ListDeadTasks: grpc.handleUnaryCall<_marketing_campaign_v1_ListDeadTasksRequest__Output, _marketing_campaign_v1_ListDeadTasksResponse>;
  
  ListTasks: grpc.handleUnaryCall<_marketing_campaign_v1_ListTasksRequest__Output, _marketing_campaign_v1_ListTasksResponse>;
  
  /**
   * A dead task is pending again, its attempts counted anew. FAILED_PRECONDITION TASK_NOT_DEAD.
   */
  ReplayTask: grpc.handleUnaryCall<_marketing_campaign_v1_ReplayTaskRequest__Output, _marketing_campaign_v1_ReplayTaskResponse>;
  
}

export interface TaskServiceDefinition extends grpc.ServiceDefinition {
  ClaimTask: MethodDefinition<_marketing_campaign_v1_ClaimTaskRequest, _marketing_campaign_v1_ClaimTaskResponse, _marketing_campaign_v1_ClaimTaskRequest__Output, _marketing_campaign_v1_ClaimTaskResponse__Output>
  ClaimTasks: MethodDefinition<_marketing_campaign_v1_ClaimTasksRequest, _marketing_campaign_v1_ClaimTasksResponse, _marketing_campaign_v1_ClaimTasksRequest__Output, _marketing_campaign_v1_ClaimTasksResponse__Output>
  CompleteTask: MethodDefinition<_marketing_campaign_v1_CompleteTaskRequest, _marketing_campaign_v1_CompleteTaskResponse, _marketing_campaign_v1_CompleteTaskRequest__Output, _marketing_campaign_v1_CompleteTaskResponse__Output>
  EnqueueTask: MethodDefinition<_marketing_campaign_v1_EnqueueTaskRequest, _marketing_campaign_v1_EnqueueTaskResponse, _marketing_campaign_v1_EnqueueTaskRequest__Output, _marketing_campaign_v1_EnqueueTaskResponse__Output>
  FailTask: MethodDefinition<_marketing_campaign_v1_FailTaskRequest, _marketing_campaign_v1_FailTaskResponse, _marketing_campaign_v1_FailTaskRequest__Output, _marketing_campaign_v1_FailTaskResponse__Output>
  GetTask: MethodDefinition<_marketing_campaign_v1_GetTaskRequest, _marketing_campaign_v1_GetTaskResponse, _marketing_campaign_v1_GetTaskRequest__Output, _marketing_campaign_v1_GetTaskResponse__Output>
  Heartbeat: MethodDefinition<_marketing_campaign_v1_HeartbeatRequest, _marketing_campaign_v1_HeartbeatResponse, _marketing_campaign_v1_HeartbeatRequest__Output, _marketing_campaign_v1_HeartbeatResponse__Output>
  ListDeadTasks: MethodDefinition<_marketing_campaign_v1_ListDeadTasksRequest, _marketing_campaign_v1_ListDeadTasksResponse, _marketing_campaign_v1_ListDeadTasksRequest__Output, _marketing_campaign_v1_ListDeadTasksResponse__Output>
  ListTasks: MethodDefinition<_marketing_campaign_v1_ListTasksRequest, _marketing_campaign_v1_ListTasksResponse, _marketing_campaign_v1_ListTasksRequest__Output, _marketing_campaign_v1_ListTasksResponse__Output>
  ReplayTask: MethodDefinition<_marketing_campaign_v1_ReplayTaskRequest, _marketing_campaign_v1_ReplayTaskResponse, _marketing_campaign_v1_ReplayTaskRequest__Output, _marketing_campaign_v1_ReplayTaskResponse__Output>
}
