// Original file: protos/marketing/operations/v1/operations_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetStatusRequest as _marketing_operations_v1_GetStatusRequest, GetStatusRequest__Output as _marketing_operations_v1_GetStatusRequest__Output } from '../../../marketing/operations/v1/GetStatusRequest.ts';
import type { GetStatusResponse as _marketing_operations_v1_GetStatusResponse, GetStatusResponse__Output as _marketing_operations_v1_GetStatusResponse__Output } from '../../../marketing/operations/v1/GetStatusResponse.ts';
import type { GetVectorStatusRequest as _marketing_operations_v1_GetVectorStatusRequest, GetVectorStatusRequest__Output as _marketing_operations_v1_GetVectorStatusRequest__Output } from '../../../marketing/operations/v1/GetVectorStatusRequest.ts';
import type { GetVectorStatusResponse as _marketing_operations_v1_GetVectorStatusResponse, GetVectorStatusResponse__Output as _marketing_operations_v1_GetVectorStatusResponse__Output } from '../../../marketing/operations/v1/GetVectorStatusResponse.ts';
import type { ListParkedRequest as _marketing_operations_v1_ListParkedRequest, ListParkedRequest__Output as _marketing_operations_v1_ListParkedRequest__Output } from '../../../marketing/operations/v1/ListParkedRequest.ts';
import type { ListParkedResponse as _marketing_operations_v1_ListParkedResponse, ListParkedResponse__Output as _marketing_operations_v1_ListParkedResponse__Output } from '../../../marketing/operations/v1/ListParkedResponse.ts';
import type { ReadLogRequest as _marketing_operations_v1_ReadLogRequest, ReadLogRequest__Output as _marketing_operations_v1_ReadLogRequest__Output } from '../../../marketing/operations/v1/ReadLogRequest.ts';
import type { ReadLogResponse as _marketing_operations_v1_ReadLogResponse, ReadLogResponse__Output as _marketing_operations_v1_ReadLogResponse__Output } from '../../../marketing/operations/v1/ReadLogResponse.ts';
import type { RebuildViewRequest as _marketing_operations_v1_RebuildViewRequest, RebuildViewRequest__Output as _marketing_operations_v1_RebuildViewRequest__Output } from '../../../marketing/operations/v1/RebuildViewRequest.ts';
import type { RebuildViewResponse as _marketing_operations_v1_RebuildViewResponse, RebuildViewResponse__Output as _marketing_operations_v1_RebuildViewResponse__Output } from '../../../marketing/operations/v1/RebuildViewResponse.ts';
import type { ReconcileVectorsRequest as _marketing_operations_v1_ReconcileVectorsRequest, ReconcileVectorsRequest__Output as _marketing_operations_v1_ReconcileVectorsRequest__Output } from '../../../marketing/operations/v1/ReconcileVectorsRequest.ts';
import type { ReconcileVectorsResponse as _marketing_operations_v1_ReconcileVectorsResponse, ReconcileVectorsResponse__Output as _marketing_operations_v1_ReconcileVectorsResponse__Output } from '../../../marketing/operations/v1/ReconcileVectorsResponse.ts';
import type { ReindexVectorsRequest as _marketing_operations_v1_ReindexVectorsRequest, ReindexVectorsRequest__Output as _marketing_operations_v1_ReindexVectorsRequest__Output } from '../../../marketing/operations/v1/ReindexVectorsRequest.ts';
import type { ReindexVectorsResponse as _marketing_operations_v1_ReindexVectorsResponse, ReindexVectorsResponse__Output as _marketing_operations_v1_ReindexVectorsResponse__Output } from '../../../marketing/operations/v1/ReindexVectorsResponse.ts';
import type { ReplayParkedRequest as _marketing_operations_v1_ReplayParkedRequest, ReplayParkedRequest__Output as _marketing_operations_v1_ReplayParkedRequest__Output } from '../../../marketing/operations/v1/ReplayParkedRequest.ts';
import type { ReplayParkedResponse as _marketing_operations_v1_ReplayParkedResponse, ReplayParkedResponse__Output as _marketing_operations_v1_ReplayParkedResponse__Output } from '../../../marketing/operations/v1/ReplayParkedResponse.ts';
import type { VerifyLogRequest as _marketing_operations_v1_VerifyLogRequest, VerifyLogRequest__Output as _marketing_operations_v1_VerifyLogRequest__Output } from '../../../marketing/operations/v1/VerifyLogRequest.ts';
import type { VerifyLogResponse as _marketing_operations_v1_VerifyLogResponse, VerifyLogResponse__Output as _marketing_operations_v1_VerifyLogResponse__Output } from '../../../marketing/operations/v1/VerifyLogResponse.ts';
import type { VerifyViewsRequest as _marketing_operations_v1_VerifyViewsRequest, VerifyViewsRequest__Output as _marketing_operations_v1_VerifyViewsRequest__Output } from '../../../marketing/operations/v1/VerifyViewsRequest.ts';
import type { VerifyViewsResponse as _marketing_operations_v1_VerifyViewsResponse, VerifyViewsResponse__Output as _marketing_operations_v1_VerifyViewsResponse__Output } from '../../../marketing/operations/v1/VerifyViewsResponse.ts';

/**
 * What an operator asks of any service: every service serves it over its own log, views and bus. Scope `platform:admin`.
 */
export interface OperationsServiceClient extends grpc.Client {
  /**
   * The log's head and where everything that follows it stands.
   */
  GetStatus(argument: _marketing_operations_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _marketing_operations_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _marketing_operations_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _marketing_operations_v1_GetStatusRequest, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The log's head and where everything that follows it stands.
   */
  getStatus(argument: _marketing_operations_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _marketing_operations_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _marketing_operations_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _marketing_operations_v1_GetStatusRequest, callback: grpc.requestCallback<_marketing_operations_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The service's vector index: what the log wants there and what is there. FAILED_PRECONDITION where the service has none.
   */
  GetVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  GetVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  GetVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  GetVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The service's vector index: what the log wants there and what is there. FAILED_PRECONDITION where the service has none.
   */
  getVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  getVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  getVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  getVectorStatus(argument: _marketing_operations_v1_GetVectorStatusRequest, callback: grpc.requestCallback<_marketing_operations_v1_GetVectorStatusResponse__Output>): grpc.ClientUnaryCall;
  
  ListParked(argument: _marketing_operations_v1_ListParkedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  ListParked(argument: _marketing_operations_v1_ListParkedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  ListParked(argument: _marketing_operations_v1_ListParkedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  ListParked(argument: _marketing_operations_v1_ListParkedRequest, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  listParked(argument: _marketing_operations_v1_ListParkedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  listParked(argument: _marketing_operations_v1_ListParkedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  listParked(argument: _marketing_operations_v1_ListParkedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  listParked(argument: _marketing_operations_v1_ListParkedRequest, callback: grpc.requestCallback<_marketing_operations_v1_ListParkedResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The log in order. Ends at the head it found, unless `follow` is set.
   */
  ReadLog(argument: _marketing_operations_v1_ReadLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReadLogResponse__Output>;
  ReadLog(argument: _marketing_operations_v1_ReadLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReadLogResponse__Output>;
  /**
   * The log in order. Ends at the head it found, unless `follow` is set.
   */
  readLog(argument: _marketing_operations_v1_ReadLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReadLogResponse__Output>;
  readLog(argument: _marketing_operations_v1_ReadLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReadLogResponse__Output>;
  
  /**
   * Builds a new generation of a view beside the live one and flips to it when it has caught up.
   */
  RebuildView(argument: _marketing_operations_v1_RebuildViewRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_RebuildViewResponse__Output>;
  RebuildView(argument: _marketing_operations_v1_RebuildViewRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_RebuildViewResponse__Output>;
  /**
   * Builds a new generation of a view beside the live one and flips to it when it has caught up.
   */
  rebuildView(argument: _marketing_operations_v1_RebuildViewRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_RebuildViewResponse__Output>;
  rebuildView(argument: _marketing_operations_v1_RebuildViewRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_RebuildViewResponse__Output>;
  
  /**
   * Compares the store with what was put there, id by id: strays are deleted, what is missing is put there again.
   */
  ReconcileVectors(argument: _marketing_operations_v1_ReconcileVectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReconcileVectorsResponse__Output>;
  ReconcileVectors(argument: _marketing_operations_v1_ReconcileVectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReconcileVectorsResponse__Output>;
  /**
   * Compares the store with what was put there, id by id: strays are deleted, what is missing is put there again.
   */
  reconcileVectors(argument: _marketing_operations_v1_ReconcileVectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReconcileVectorsResponse__Output>;
  reconcileVectors(argument: _marketing_operations_v1_ReconcileVectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReconcileVectorsResponse__Output>;
  
  /**
   * Builds a generation with the configured model beside the live one and flips to it when it has everything.
   */
  ReindexVectors(argument: _marketing_operations_v1_ReindexVectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReindexVectorsResponse__Output>;
  ReindexVectors(argument: _marketing_operations_v1_ReindexVectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReindexVectorsResponse__Output>;
  /**
   * Builds a generation with the configured model beside the live one and flips to it when it has everything.
   */
  reindexVectors(argument: _marketing_operations_v1_ReindexVectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReindexVectorsResponse__Output>;
  reindexVectors(argument: _marketing_operations_v1_ReindexVectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_ReindexVectorsResponse__Output>;
  
  /**
   * Applies the parked events of one stream, or of all of a view's streams, in order.
   */
  ReplayParked(argument: _marketing_operations_v1_ReplayParkedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  ReplayParked(argument: _marketing_operations_v1_ReplayParkedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  ReplayParked(argument: _marketing_operations_v1_ReplayParkedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  ReplayParked(argument: _marketing_operations_v1_ReplayParkedRequest, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Applies the parked events of one stream, or of all of a view's streams, in order.
   */
  replayParked(argument: _marketing_operations_v1_ReplayParkedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  replayParked(argument: _marketing_operations_v1_ReplayParkedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  replayParked(argument: _marketing_operations_v1_ReplayParkedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  replayParked(argument: _marketing_operations_v1_ReplayParkedRequest, callback: grpc.requestCallback<_marketing_operations_v1_ReplayParkedResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compares log and bus: every public event once, in order; with `refill`, what is missing is published again.
   */
  VerifyLog(argument: _marketing_operations_v1_VerifyLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyLogResponse__Output>;
  VerifyLog(argument: _marketing_operations_v1_VerifyLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyLogResponse__Output>;
  /**
   * Compares log and bus: every public event once, in order; with `refill`, what is missing is published again.
   */
  verifyLog(argument: _marketing_operations_v1_VerifyLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyLogResponse__Output>;
  verifyLog(argument: _marketing_operations_v1_VerifyLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyLogResponse__Output>;
  
  /**
   * Rebuilds views beside the live ones, compares, and throws the copies away.
   */
  VerifyViews(argument: _marketing_operations_v1_VerifyViewsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyViewsResponse__Output>;
  VerifyViews(argument: _marketing_operations_v1_VerifyViewsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyViewsResponse__Output>;
  /**
   * Rebuilds views beside the live ones, compares, and throws the copies away.
   */
  verifyViews(argument: _marketing_operations_v1_VerifyViewsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyViewsResponse__Output>;
  verifyViews(argument: _marketing_operations_v1_VerifyViewsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_operations_v1_VerifyViewsResponse__Output>;
  
}

/**
 * What an operator asks of any service: every service serves it over its own log, views and bus. Scope `platform:admin`.
 */
export interface OperationsServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The log's head and where everything that follows it stands.
   */
  GetStatus: grpc.handleUnaryCall<_marketing_operations_v1_GetStatusRequest__Output, _marketing_operations_v1_GetStatusResponse>;
  
  /**
   * The service's vector index: what the log wants there and what is there. FAILED_PRECONDITION where the service has none.
   */
  GetVectorStatus: grpc.handleUnaryCall<_marketing_operations_v1_GetVectorStatusRequest__Output, _marketing_operations_v1_GetVectorStatusResponse>;
  
  ListParked: grpc.handleUnaryCall<_marketing_operations_v1_ListParkedRequest__Output, _marketing_operations_v1_ListParkedResponse>;
  
  /**
   * The log in order. Ends at the head it found, unless `follow` is set.
   */
  ReadLog: grpc.handleServerStreamingCall<_marketing_operations_v1_ReadLogRequest__Output, _marketing_operations_v1_ReadLogResponse>;
  
  /**
   * Builds a new generation of a view beside the live one and flips to it when it has caught up.
   */
  RebuildView: grpc.handleServerStreamingCall<_marketing_operations_v1_RebuildViewRequest__Output, _marketing_operations_v1_RebuildViewResponse>;
  
  /**
   * Compares the store with what was put there, id by id: strays are deleted, what is missing is put there again.
   */
  ReconcileVectors: grpc.handleServerStreamingCall<_marketing_operations_v1_ReconcileVectorsRequest__Output, _marketing_operations_v1_ReconcileVectorsResponse>;
  
  /**
   * Builds a generation with the configured model beside the live one and flips to it when it has everything.
   */
  ReindexVectors: grpc.handleServerStreamingCall<_marketing_operations_v1_ReindexVectorsRequest__Output, _marketing_operations_v1_ReindexVectorsResponse>;
  
  /**
   * Applies the parked events of one stream, or of all of a view's streams, in order.
   */
  ReplayParked: grpc.handleUnaryCall<_marketing_operations_v1_ReplayParkedRequest__Output, _marketing_operations_v1_ReplayParkedResponse>;
  
  /**
   * Compares log and bus: every public event once, in order; with `refill`, what is missing is published again.
   */
  VerifyLog: grpc.handleServerStreamingCall<_marketing_operations_v1_VerifyLogRequest__Output, _marketing_operations_v1_VerifyLogResponse>;
  
  /**
   * Rebuilds views beside the live ones, compares, and throws the copies away.
   */
  VerifyViews: grpc.handleServerStreamingCall<_marketing_operations_v1_VerifyViewsRequest__Output, _marketing_operations_v1_VerifyViewsResponse>;
  
}

export interface OperationsServiceDefinition extends grpc.ServiceDefinition {
  GetStatus: MethodDefinition<_marketing_operations_v1_GetStatusRequest, _marketing_operations_v1_GetStatusResponse, _marketing_operations_v1_GetStatusRequest__Output, _marketing_operations_v1_GetStatusResponse__Output>
  GetVectorStatus: MethodDefinition<_marketing_operations_v1_GetVectorStatusRequest, _marketing_operations_v1_GetVectorStatusResponse, _marketing_operations_v1_GetVectorStatusRequest__Output, _marketing_operations_v1_GetVectorStatusResponse__Output>
  ListParked: MethodDefinition<_marketing_operations_v1_ListParkedRequest, _marketing_operations_v1_ListParkedResponse, _marketing_operations_v1_ListParkedRequest__Output, _marketing_operations_v1_ListParkedResponse__Output>
  ReadLog: MethodDefinition<_marketing_operations_v1_ReadLogRequest, _marketing_operations_v1_ReadLogResponse, _marketing_operations_v1_ReadLogRequest__Output, _marketing_operations_v1_ReadLogResponse__Output>
  RebuildView: MethodDefinition<_marketing_operations_v1_RebuildViewRequest, _marketing_operations_v1_RebuildViewResponse, _marketing_operations_v1_RebuildViewRequest__Output, _marketing_operations_v1_RebuildViewResponse__Output>
  ReconcileVectors: MethodDefinition<_marketing_operations_v1_ReconcileVectorsRequest, _marketing_operations_v1_ReconcileVectorsResponse, _marketing_operations_v1_ReconcileVectorsRequest__Output, _marketing_operations_v1_ReconcileVectorsResponse__Output>
  ReindexVectors: MethodDefinition<_marketing_operations_v1_ReindexVectorsRequest, _marketing_operations_v1_ReindexVectorsResponse, _marketing_operations_v1_ReindexVectorsRequest__Output, _marketing_operations_v1_ReindexVectorsResponse__Output>
  ReplayParked: MethodDefinition<_marketing_operations_v1_ReplayParkedRequest, _marketing_operations_v1_ReplayParkedResponse, _marketing_operations_v1_ReplayParkedRequest__Output, _marketing_operations_v1_ReplayParkedResponse__Output>
  VerifyLog: MethodDefinition<_marketing_operations_v1_VerifyLogRequest, _marketing_operations_v1_VerifyLogResponse, _marketing_operations_v1_VerifyLogRequest__Output, _marketing_operations_v1_VerifyLogResponse__Output>
  VerifyViews: MethodDefinition<_marketing_operations_v1_VerifyViewsRequest, _marketing_operations_v1_VerifyViewsResponse, _marketing_operations_v1_VerifyViewsRequest__Output, _marketing_operations_v1_VerifyViewsResponse__Output>
}
