// Original file: protos/marketing/content/v1/content_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApproveRequest as _marketing_content_v1_ApproveRequest, ApproveRequest__Output as _marketing_content_v1_ApproveRequest__Output } from '../../../marketing/content/v1/ApproveRequest.ts';
import type { ApproveResponse as _marketing_content_v1_ApproveResponse, ApproveResponse__Output as _marketing_content_v1_ApproveResponse__Output } from '../../../marketing/content/v1/ApproveResponse.ts';
import type { ArchiveRequest as _marketing_content_v1_ArchiveRequest, ArchiveRequest__Output as _marketing_content_v1_ArchiveRequest__Output } from '../../../marketing/content/v1/ArchiveRequest.ts';
import type { ArchiveResponse as _marketing_content_v1_ArchiveResponse, ArchiveResponse__Output as _marketing_content_v1_ArchiveResponse__Output } from '../../../marketing/content/v1/ArchiveResponse.ts';
import type { CancelScheduleRequest as _marketing_content_v1_CancelScheduleRequest, CancelScheduleRequest__Output as _marketing_content_v1_CancelScheduleRequest__Output } from '../../../marketing/content/v1/CancelScheduleRequest.ts';
import type { CancelScheduleResponse as _marketing_content_v1_CancelScheduleResponse, CancelScheduleResponse__Output as _marketing_content_v1_CancelScheduleResponse__Output } from '../../../marketing/content/v1/CancelScheduleResponse.ts';
import type { CreateContentRequest as _marketing_content_v1_CreateContentRequest, CreateContentRequest__Output as _marketing_content_v1_CreateContentRequest__Output } from '../../../marketing/content/v1/CreateContentRequest.ts';
import type { CreateContentResponse as _marketing_content_v1_CreateContentResponse, CreateContentResponse__Output as _marketing_content_v1_CreateContentResponse__Output } from '../../../marketing/content/v1/CreateContentResponse.ts';
import type { DiffVersionsRequest as _marketing_content_v1_DiffVersionsRequest, DiffVersionsRequest__Output as _marketing_content_v1_DiffVersionsRequest__Output } from '../../../marketing/content/v1/DiffVersionsRequest.ts';
import type { DiffVersionsResponse as _marketing_content_v1_DiffVersionsResponse, DiffVersionsResponse__Output as _marketing_content_v1_DiffVersionsResponse__Output } from '../../../marketing/content/v1/DiffVersionsResponse.ts';
import type { GetContentRequest as _marketing_content_v1_GetContentRequest, GetContentRequest__Output as _marketing_content_v1_GetContentRequest__Output } from '../../../marketing/content/v1/GetContentRequest.ts';
import type { GetContentResponse as _marketing_content_v1_GetContentResponse, GetContentResponse__Output as _marketing_content_v1_GetContentResponse__Output } from '../../../marketing/content/v1/GetContentResponse.ts';
import type { GetPoliciesRequest as _marketing_content_v1_GetPoliciesRequest, GetPoliciesRequest__Output as _marketing_content_v1_GetPoliciesRequest__Output } from '../../../marketing/content/v1/GetPoliciesRequest.ts';
import type { GetPoliciesResponse as _marketing_content_v1_GetPoliciesResponse, GetPoliciesResponse__Output as _marketing_content_v1_GetPoliciesResponse__Output } from '../../../marketing/content/v1/GetPoliciesResponse.ts';
import type { ListContentsRequest as _marketing_content_v1_ListContentsRequest, ListContentsRequest__Output as _marketing_content_v1_ListContentsRequest__Output } from '../../../marketing/content/v1/ListContentsRequest.ts';
import type { ListContentsResponse as _marketing_content_v1_ListContentsResponse, ListContentsResponse__Output as _marketing_content_v1_ListContentsResponse__Output } from '../../../marketing/content/v1/ListContentsResponse.ts';
import type { ListVersionsRequest as _marketing_content_v1_ListVersionsRequest, ListVersionsRequest__Output as _marketing_content_v1_ListVersionsRequest__Output } from '../../../marketing/content/v1/ListVersionsRequest.ts';
import type { ListVersionsResponse as _marketing_content_v1_ListVersionsResponse, ListVersionsResponse__Output as _marketing_content_v1_ListVersionsResponse__Output } from '../../../marketing/content/v1/ListVersionsResponse.ts';
import type { PublishRequest as _marketing_content_v1_PublishRequest, PublishRequest__Output as _marketing_content_v1_PublishRequest__Output } from '../../../marketing/content/v1/PublishRequest.ts';
import type { PublishResponse as _marketing_content_v1_PublishResponse, PublishResponse__Output as _marketing_content_v1_PublishResponse__Output } from '../../../marketing/content/v1/PublishResponse.ts';
import type { RecordPerformanceRequest as _marketing_content_v1_RecordPerformanceRequest, RecordPerformanceRequest__Output as _marketing_content_v1_RecordPerformanceRequest__Output } from '../../../marketing/content/v1/RecordPerformanceRequest.ts';
import type { RecordPerformanceResponse as _marketing_content_v1_RecordPerformanceResponse, RecordPerformanceResponse__Output as _marketing_content_v1_RecordPerformanceResponse__Output } from '../../../marketing/content/v1/RecordPerformanceResponse.ts';
import type { RejectRequest as _marketing_content_v1_RejectRequest, RejectRequest__Output as _marketing_content_v1_RejectRequest__Output } from '../../../marketing/content/v1/RejectRequest.ts';
import type { RejectResponse as _marketing_content_v1_RejectResponse, RejectResponse__Output as _marketing_content_v1_RejectResponse__Output } from '../../../marketing/content/v1/RejectResponse.ts';
import type { RestoreVersionRequest as _marketing_content_v1_RestoreVersionRequest, RestoreVersionRequest__Output as _marketing_content_v1_RestoreVersionRequest__Output } from '../../../marketing/content/v1/RestoreVersionRequest.ts';
import type { RestoreVersionResponse as _marketing_content_v1_RestoreVersionResponse, RestoreVersionResponse__Output as _marketing_content_v1_RestoreVersionResponse__Output } from '../../../marketing/content/v1/RestoreVersionResponse.ts';
import type { SchedulePublishRequest as _marketing_content_v1_SchedulePublishRequest, SchedulePublishRequest__Output as _marketing_content_v1_SchedulePublishRequest__Output } from '../../../marketing/content/v1/SchedulePublishRequest.ts';
import type { SchedulePublishResponse as _marketing_content_v1_SchedulePublishResponse, SchedulePublishResponse__Output as _marketing_content_v1_SchedulePublishResponse__Output } from '../../../marketing/content/v1/SchedulePublishResponse.ts';
import type { SearchContentRequest as _marketing_content_v1_SearchContentRequest, SearchContentRequest__Output as _marketing_content_v1_SearchContentRequest__Output } from '../../../marketing/content/v1/SearchContentRequest.ts';
import type { SearchContentResponse as _marketing_content_v1_SearchContentResponse, SearchContentResponse__Output as _marketing_content_v1_SearchContentResponse__Output } from '../../../marketing/content/v1/SearchContentResponse.ts';
import type { SetPolicyRequest as _marketing_content_v1_SetPolicyRequest, SetPolicyRequest__Output as _marketing_content_v1_SetPolicyRequest__Output } from '../../../marketing/content/v1/SetPolicyRequest.ts';
import type { SetPolicyResponse as _marketing_content_v1_SetPolicyResponse, SetPolicyResponse__Output as _marketing_content_v1_SetPolicyResponse__Output } from '../../../marketing/content/v1/SetPolicyResponse.ts';
import type { SubmitForReviewRequest as _marketing_content_v1_SubmitForReviewRequest, SubmitForReviewRequest__Output as _marketing_content_v1_SubmitForReviewRequest__Output } from '../../../marketing/content/v1/SubmitForReviewRequest.ts';
import type { SubmitForReviewResponse as _marketing_content_v1_SubmitForReviewResponse, SubmitForReviewResponse__Output as _marketing_content_v1_SubmitForReviewResponse__Output } from '../../../marketing/content/v1/SubmitForReviewResponse.ts';
import type { SubscribeRequest as _marketing_content_v1_SubscribeRequest, SubscribeRequest__Output as _marketing_content_v1_SubscribeRequest__Output } from '../../../marketing/content/v1/SubscribeRequest.ts';
import type { SubscribeResponse as _marketing_content_v1_SubscribeResponse, SubscribeResponse__Output as _marketing_content_v1_SubscribeResponse__Output } from '../../../marketing/content/v1/SubscribeResponse.ts';
import type { UnpublishRequest as _marketing_content_v1_UnpublishRequest, UnpublishRequest__Output as _marketing_content_v1_UnpublishRequest__Output } from '../../../marketing/content/v1/UnpublishRequest.ts';
import type { UnpublishResponse as _marketing_content_v1_UnpublishResponse, UnpublishResponse__Output as _marketing_content_v1_UnpublishResponse__Output } from '../../../marketing/content/v1/UnpublishResponse.ts';
import type { UpdateContentRequest as _marketing_content_v1_UpdateContentRequest, UpdateContentRequest__Output as _marketing_content_v1_UpdateContentRequest__Output } from '../../../marketing/content/v1/UpdateContentRequest.ts';
import type { UpdateContentResponse as _marketing_content_v1_UpdateContentResponse, UpdateContentResponse__Output as _marketing_content_v1_UpdateContentResponse__Output } from '../../../marketing/content/v1/UpdateContentResponse.ts';

/**
 * The content library: texts with versions, review and publishing, what they achieved, and search in them.
 * A text has a working version, the newest, whose state is the content's state, and at most one published version: editing what is published
 * makes a draft beside it, and the published one stays as it is until the draft is published. Scopes: content:read, content:write.
 */
export interface ContentServiceClient extends grpc.Client {
  /**
   * in review -> approved
   */
  Approve(argument: _marketing_content_v1_ApproveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  Approve(argument: _marketing_content_v1_ApproveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  Approve(argument: _marketing_content_v1_ApproveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  Approve(argument: _marketing_content_v1_ApproveRequest, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * in review -> approved
   */
  approve(argument: _marketing_content_v1_ApproveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  approve(argument: _marketing_content_v1_ApproveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  approve(argument: _marketing_content_v1_ApproveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  approve(argument: _marketing_content_v1_ApproveRequest, callback: grpc.requestCallback<_marketing_content_v1_ApproveResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * For good: unpublishes, cancels the schedule, gives the slug back. Versions and performance stay readable.
   */
  Archive(argument: _marketing_content_v1_ArchiveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  Archive(argument: _marketing_content_v1_ArchiveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  Archive(argument: _marketing_content_v1_ArchiveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  Archive(argument: _marketing_content_v1_ArchiveRequest, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * For good: unpublishes, cancels the schedule, gives the slug back. Versions and performance stay readable.
   */
  archive(argument: _marketing_content_v1_ArchiveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  archive(argument: _marketing_content_v1_ArchiveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  archive(argument: _marketing_content_v1_ArchiveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  archive(argument: _marketing_content_v1_ArchiveRequest, callback: grpc.requestCallback<_marketing_content_v1_ArchiveResponse__Output>): grpc.ClientUnaryCall;
  
  CancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  CancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  CancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  CancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  cancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  cancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  cancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  cancelSchedule(argument: _marketing_content_v1_CancelScheduleRequest, callback: grpc.requestCallback<_marketing_content_v1_CancelScheduleResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A draft, version 1. ALREADY_EXISTS when the id or the slug is taken.
   */
  CreateContent(argument: _marketing_content_v1_CreateContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  CreateContent(argument: _marketing_content_v1_CreateContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  CreateContent(argument: _marketing_content_v1_CreateContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  CreateContent(argument: _marketing_content_v1_CreateContentRequest, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A draft, version 1. ALREADY_EXISTS when the id or the slug is taken.
   */
  createContent(argument: _marketing_content_v1_CreateContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  createContent(argument: _marketing_content_v1_CreateContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  createContent(argument: _marketing_content_v1_CreateContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  createContent(argument: _marketing_content_v1_CreateContentRequest, callback: grpc.requestCallback<_marketing_content_v1_CreateContentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What changed from one version to another: fields, and lines of the text.
   */
  DiffVersions(argument: _marketing_content_v1_DiffVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  DiffVersions(argument: _marketing_content_v1_DiffVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  DiffVersions(argument: _marketing_content_v1_DiffVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  DiffVersions(argument: _marketing_content_v1_DiffVersionsRequest, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What changed from one version to another: fields, and lines of the text.
   */
  diffVersions(argument: _marketing_content_v1_DiffVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  diffVersions(argument: _marketing_content_v1_DiffVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  diffVersions(argument: _marketing_content_v1_DiffVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  diffVersions(argument: _marketing_content_v1_DiffVersionsRequest, callback: grpc.requestCallback<_marketing_content_v1_DiffVersionsResponse__Output>): grpc.ClientUnaryCall;
  
  GetContent(argument: _marketing_content_v1_GetContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  GetContent(argument: _marketing_content_v1_GetContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  GetContent(argument: _marketing_content_v1_GetContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  GetContent(argument: _marketing_content_v1_GetContentRequest, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  getContent(argument: _marketing_content_v1_GetContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  getContent(argument: _marketing_content_v1_GetContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  getContent(argument: _marketing_content_v1_GetContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  getContent(argument: _marketing_content_v1_GetContentRequest, callback: grpc.requestCallback<_marketing_content_v1_GetContentResponse__Output>): grpc.ClientUnaryCall;
  
  GetPolicies(argument: _marketing_content_v1_GetPoliciesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  GetPolicies(argument: _marketing_content_v1_GetPoliciesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  GetPolicies(argument: _marketing_content_v1_GetPoliciesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  GetPolicies(argument: _marketing_content_v1_GetPoliciesRequest, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  getPolicies(argument: _marketing_content_v1_GetPoliciesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  getPolicies(argument: _marketing_content_v1_GetPoliciesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  getPolicies(argument: _marketing_content_v1_GetPoliciesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  getPolicies(argument: _marketing_content_v1_GetPoliciesRequest, callback: grpc.requestCallback<_marketing_content_v1_GetPoliciesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Without the texts themselves.
   */
  ListContents(argument: _marketing_content_v1_ListContentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  ListContents(argument: _marketing_content_v1_ListContentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  ListContents(argument: _marketing_content_v1_ListContentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  ListContents(argument: _marketing_content_v1_ListContentsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Without the texts themselves.
   */
  listContents(argument: _marketing_content_v1_ListContentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  listContents(argument: _marketing_content_v1_ListContentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  listContents(argument: _marketing_content_v1_ListContentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  listContents(argument: _marketing_content_v1_ListContentsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListContentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Newest first, without the texts themselves.
   */
  ListVersions(argument: _marketing_content_v1_ListVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _marketing_content_v1_ListVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _marketing_content_v1_ListVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListVersions(argument: _marketing_content_v1_ListVersionsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Newest first, without the texts themselves.
   */
  listVersions(argument: _marketing_content_v1_ListVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _marketing_content_v1_ListVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _marketing_content_v1_ListVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  listVersions(argument: _marketing_content_v1_ListVersionsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListVersionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The newest version becomes the published one. FAILED_PRECONDITION when it is not approved, unless the policy of its type asks for no approval.
   */
  Publish(argument: _marketing_content_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _marketing_content_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _marketing_content_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  Publish(argument: _marketing_content_v1_PublishRequest, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The newest version becomes the published one. FAILED_PRECONDITION when it is not approved, unless the policy of its type asks for no approval.
   */
  publish(argument: _marketing_content_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _marketing_content_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _marketing_content_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  publish(argument: _marketing_content_v1_PublishRequest, callback: grpc.requestCallback<_marketing_content_v1_PublishResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How often a version was served and engaged with, in addition to what was reported before. Each message_id counts once.
   */
  RecordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  RecordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  RecordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  RecordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How often a version was served and engaged with, in addition to what was reported before. Each message_id counts once.
   */
  recordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  recordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  recordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  recordPerformance(argument: _marketing_content_v1_RecordPerformanceRequest, callback: grpc.requestCallback<_marketing_content_v1_RecordPerformanceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * in review -> draft
   */
  Reject(argument: _marketing_content_v1_RejectRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  Reject(argument: _marketing_content_v1_RejectRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  Reject(argument: _marketing_content_v1_RejectRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  Reject(argument: _marketing_content_v1_RejectRequest, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  /**
   * in review -> draft
   */
  reject(argument: _marketing_content_v1_RejectRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  reject(argument: _marketing_content_v1_RejectRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  reject(argument: _marketing_content_v1_RejectRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  reject(argument: _marketing_content_v1_RejectRequest, callback: grpc.requestCallback<_marketing_content_v1_RejectResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A new version equal to an older one.
   */
  RestoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  RestoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  RestoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  RestoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A new version equal to an older one.
   */
  restoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  restoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  restoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  restoreVersion(argument: _marketing_content_v1_RestoreVersionRequest, callback: grpc.requestCallback<_marketing_content_v1_RestoreVersionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Publish at a time to come. Needs what Publish needs.
   */
  SchedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  SchedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  SchedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  SchedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Publish at a time to come. Needs what Publish needs.
   */
  schedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  schedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  schedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  schedulePublish(argument: _marketing_content_v1_SchedulePublishRequest, callback: grpc.requestCallback<_marketing_content_v1_SchedulePublishResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Best first. By TEXT the newest version of each content is searched, to its last word, or with published_only the published one; by
   * SEMANTIC and HYBRID the published one, as it is in the vector index. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE) when SEMANTIC cannot reach it.
   */
  SearchContent(argument: _marketing_content_v1_SearchContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  SearchContent(argument: _marketing_content_v1_SearchContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  SearchContent(argument: _marketing_content_v1_SearchContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  SearchContent(argument: _marketing_content_v1_SearchContentRequest, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Best first. By TEXT the newest version of each content is searched, to its last word, or with published_only the published one; by
   * SEMANTIC and HYBRID the published one, as it is in the vector index. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE) when SEMANTIC cannot reach it.
   */
  searchContent(argument: _marketing_content_v1_SearchContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  searchContent(argument: _marketing_content_v1_SearchContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  searchContent(argument: _marketing_content_v1_SearchContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  searchContent(argument: _marketing_content_v1_SearchContentRequest, callback: grpc.requestCallback<_marketing_content_v1_SearchContentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Whether a type of content needs approval before it is published. Default: every type does.
   */
  SetPolicy(argument: _marketing_content_v1_SetPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  SetPolicy(argument: _marketing_content_v1_SetPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  SetPolicy(argument: _marketing_content_v1_SetPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  SetPolicy(argument: _marketing_content_v1_SetPolicyRequest, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Whether a type of content needs approval before it is published. Default: every type does.
   */
  setPolicy(argument: _marketing_content_v1_SetPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  setPolicy(argument: _marketing_content_v1_SetPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  setPolicy(argument: _marketing_content_v1_SetPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  setPolicy(argument: _marketing_content_v1_SetPolicyRequest, callback: grpc.requestCallback<_marketing_content_v1_SetPolicyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * draft -> in review
   */
  SubmitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  SubmitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  SubmitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  SubmitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  /**
   * draft -> in review
   */
  submitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  submitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  submitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  submitForReview(argument: _marketing_content_v1_SubmitForReviewRequest, callback: grpc.requestCallback<_marketing_content_v1_SubmitForReviewResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe(argument: _marketing_content_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_content_v1_SubscribeResponse__Output>;
  Subscribe(argument: _marketing_content_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_content_v1_SubscribeResponse__Output>;
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  subscribe(argument: _marketing_content_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_content_v1_SubscribeResponse__Output>;
  subscribe(argument: _marketing_content_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_content_v1_SubscribeResponse__Output>;
  
  /**
   * published -> approved (draft, if it never was approved). first_published_at stays.
   */
  Unpublish(argument: _marketing_content_v1_UnpublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  Unpublish(argument: _marketing_content_v1_UnpublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  Unpublish(argument: _marketing_content_v1_UnpublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  Unpublish(argument: _marketing_content_v1_UnpublishRequest, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  /**
   * published -> approved (draft, if it never was approved). first_published_at stays.
   */
  unpublish(argument: _marketing_content_v1_UnpublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  unpublish(argument: _marketing_content_v1_UnpublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  unpublish(argument: _marketing_content_v1_UnpublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  unpublish(argument: _marketing_content_v1_UnpublishRequest, callback: grpc.requestCallback<_marketing_content_v1_UnpublishResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A new version, in state draft whatever the state was; a scheduled publication is cancelled by it. What is equal to the newest
   * version makes none.
   */
  UpdateContent(argument: _marketing_content_v1_UpdateContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  UpdateContent(argument: _marketing_content_v1_UpdateContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  UpdateContent(argument: _marketing_content_v1_UpdateContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  UpdateContent(argument: _marketing_content_v1_UpdateContentRequest, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A new version, in state draft whatever the state was; a scheduled publication is cancelled by it. What is equal to the newest
   * version makes none.
   */
  updateContent(argument: _marketing_content_v1_UpdateContentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  updateContent(argument: _marketing_content_v1_UpdateContentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  updateContent(argument: _marketing_content_v1_UpdateContentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  updateContent(argument: _marketing_content_v1_UpdateContentRequest, callback: grpc.requestCallback<_marketing_content_v1_UpdateContentResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The content library: texts with versions, review and publishing, what they achieved, and search in them.
 * A text has a working version, the newest, whose state is the content's state, and at most one published version: editing what is published
 * makes a draft beside it, and the published one stays as it is until the draft is published. Scopes: content:read, content:write.
 */
export interface ContentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * in review -> approved
   */
  Approve: grpc.handleUnaryCall<_marketing_content_v1_ApproveRequest__Output, _marketing_content_v1_ApproveResponse>;
  
  /**
   * For good: unpublishes, cancels the schedule, gives the slug back. Versions and performance stay readable.
   */
  Archive: grpc.handleUnaryCall<_marketing_content_v1_ArchiveRequest__Output, _marketing_content_v1_ArchiveResponse>;
  
  CancelSchedule: grpc.handleUnaryCall<_marketing_content_v1_CancelScheduleRequest__Output, _marketing_content_v1_CancelScheduleResponse>;
  
  /**
   * A draft, version 1. ALREADY_EXISTS when the id or the slug is taken.
   */
  CreateContent: grpc.handleUnaryCall<_marketing_content_v1_CreateContentRequest__Output, _marketing_content_v1_CreateContentResponse>;
  
  /**
   * What changed from one version to another: fields, and lines of the text.
   */
  DiffVersions: grpc.handleUnaryCall<_marketing_content_v1_DiffVersionsRequest__Output, _marketing_content_v1_DiffVersionsResponse>;
  
  GetContent: grpc.handleUnaryCall<_marketing_content_v1_GetContentRequest__Output, _marketing_content_v1_GetContentResponse>;
  
  GetPolicies: grpc.handleUnaryCall<_marketing_content_v1_GetPoliciesRequest__Output, _marketing_content_v1_GetPoliciesResponse>;
  
  /**
   * Without the texts themselves.
   */
  ListContents: grpc.handleUnaryCall<_marketing_content_v1_ListContentsRequest__Output, _marketing_content_v1_ListContentsResponse>;
  
  /**
   * Newest first, without the texts themselves.
   */
  ListVersions: grpc.handleUnaryCall<_marketing_content_v1_ListVersionsRequest__Output, _marketing_content_v1_ListVersionsResponse>;
  
  /**
   * The newest version becomes the published one. FAILED_PRECONDITION when it is not approved, unless the policy of its type asks for no approval.
   */
  Publish: grpc.handleUnaryCall<_marketing_content_v1_PublishRequest__Output, _marketing_content_v1_PublishResponse>;
  
  /**
   * How often a version was served and engaged with, in addition to what was reported before. Each message_id counts once.
   */
  RecordPerformance: grpc.handleUnaryCall<_marketing_content_v1_RecordPerformanceRequest__Output, _marketing_content_v1_RecordPerformanceResponse>;
  
  /**
   * in review -> draft
   */
  Reject: grpc.handleUnaryCall<_marketing_content_v1_RejectRequest__Output, _marketing_content_v1_RejectResponse>;
  
  /**
   * A new version equal to an older one.
   */
  RestoreVersion: grpc.handleUnaryCall<_marketing_content_v1_RestoreVersionRequest__Output, _marketing_content_v1_RestoreVersionResponse>;
  
  /**
   * Publish at a time to come. Needs what Publish needs.
   */
  SchedulePublish: grpc.handleUnaryCall<_marketing_content_v1_SchedulePublishRequest__Output, _marketing_content_v1_SchedulePublishResponse>;
  
  /**
   * Best first. By TEXT the newest version of each content is searched, to its last word, or with published_only the published one; by
   * SEMANTIC and HYBRID the published one, as it is in the vector index. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE) when SEMANTIC cannot reach it.
   */
  SearchContent: grpc.handleUnaryCall<_marketing_content_v1_SearchContentRequest__Output, _marketing_content_v1_SearchContentResponse>;
  
  /**
   * Whether a type of content needs approval before it is published. Default: every type does.
   */
  SetPolicy: grpc.handleUnaryCall<_marketing_content_v1_SetPolicyRequest__Output, _marketing_content_v1_SetPolicyResponse>;
  
  /**
   * draft -> in review
   */
  SubmitForReview: grpc.handleUnaryCall<_marketing_content_v1_SubmitForReviewRequest__Output, _marketing_content_v1_SubmitForReviewResponse>;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe: grpc.handleServerStreamingCall<_marketing_content_v1_SubscribeRequest__Output, _marketing_content_v1_SubscribeResponse>;
  
  /**
   * published -> approved (draft, if it never was approved). first_published_at stays.
   */
  Unpublish: grpc.handleUnaryCall<_marketing_content_v1_UnpublishRequest__Output, _marketing_content_v1_UnpublishResponse>;
  
  /**
   * A new version, in state draft whatever the state was; a scheduled publication is cancelled by it. What is equal to the newest
   * version makes none.
   */
  UpdateContent: grpc.handleUnaryCall<_marketing_content_v1_UpdateContentRequest__Output, _marketing_content_v1_UpdateContentResponse>;
  
}

export interface ContentServiceDefinition extends grpc.ServiceDefinition {
  Approve: MethodDefinition<_marketing_content_v1_ApproveRequest, _marketing_content_v1_ApproveResponse, _marketing_content_v1_ApproveRequest__Output, _marketing_content_v1_ApproveResponse__Output>
  Archive: MethodDefinition<_marketing_content_v1_ArchiveRequest, _marketing_content_v1_ArchiveResponse, _marketing_content_v1_ArchiveRequest__Output, _marketing_content_v1_ArchiveResponse__Output>
  CancelSchedule: MethodDefinition<_marketing_content_v1_CancelScheduleRequest, _marketing_content_v1_CancelScheduleResponse, _marketing_content_v1_CancelScheduleRequest__Output, _marketing_content_v1_CancelScheduleResponse__Output>
  CreateContent: MethodDefinition<_marketing_content_v1_CreateContentRequest, _marketing_content_v1_CreateContentResponse, _marketing_content_v1_CreateContentRequest__Output, _marketing_content_v1_CreateContentResponse__Output>
  DiffVersions: MethodDefinition<_marketing_content_v1_DiffVersionsRequest, _marketing_content_v1_DiffVersionsResponse, _marketing_content_v1_DiffVersionsRequest__Output, _marketing_content_v1_DiffVersionsResponse__Output>
  GetContent: MethodDefinition<_marketing_content_v1_GetContentRequest, _marketing_content_v1_GetContentResponse, _marketing_content_v1_GetContentRequest__Output, _marketing_content_v1_GetContentResponse__Output>
  GetPolicies: MethodDefinition<_marketing_content_v1_GetPoliciesRequest, _marketing_content_v1_GetPoliciesResponse, _marketing_content_v1_GetPoliciesRequest__Output, _marketing_content_v1_GetPoliciesResponse__Output>
  ListContents: MethodDefinition<_marketing_content_v1_ListContentsRequest, _marketing_content_v1_ListContentsResponse, _marketing_content_v1_ListContentsRequest__Output, _marketing_content_v1_ListContentsResponse__Output>
  ListVersions: MethodDefinition<_marketing_content_v1_ListVersionsRequest, _marketing_content_v1_ListVersionsResponse, _marketing_content_v1_ListVersionsRequest__Output, _marketing_content_v1_ListVersionsResponse__Output>
  Publish: MethodDefinition<_marketing_content_v1_PublishRequest, _marketing_content_v1_PublishResponse, _marketing_content_v1_PublishRequest__Output, _marketing_content_v1_PublishResponse__Output>
  RecordPerformance: MethodDefinition<_marketing_content_v1_RecordPerformanceRequest, _marketing_content_v1_RecordPerformanceResponse, _marketing_content_v1_RecordPerformanceRequest__Output, _marketing_content_v1_RecordPerformanceResponse__Output>
  Reject: MethodDefinition<_marketing_content_v1_RejectRequest, _marketing_content_v1_RejectResponse, _marketing_content_v1_RejectRequest__Output, _marketing_content_v1_RejectResponse__Output>
  RestoreVersion: MethodDefinition<_marketing_content_v1_RestoreVersionRequest, _marketing_content_v1_RestoreVersionResponse, _marketing_content_v1_RestoreVersionRequest__Output, _marketing_content_v1_RestoreVersionResponse__Output>
  SchedulePublish: MethodDefinition<_marketing_content_v1_SchedulePublishRequest, _marketing_content_v1_SchedulePublishResponse, _marketing_content_v1_SchedulePublishRequest__Output, _marketing_content_v1_SchedulePublishResponse__Output>
  SearchContent: MethodDefinition<_marketing_content_v1_SearchContentRequest, _marketing_content_v1_SearchContentResponse, _marketing_content_v1_SearchContentRequest__Output, _marketing_content_v1_SearchContentResponse__Output>
  SetPolicy: MethodDefinition<_marketing_content_v1_SetPolicyRequest, _marketing_content_v1_SetPolicyResponse, _marketing_content_v1_SetPolicyRequest__Output, _marketing_content_v1_SetPolicyResponse__Output>
  SubmitForReview: MethodDefinition<_marketing_content_v1_SubmitForReviewRequest, _marketing_content_v1_SubmitForReviewResponse, _marketing_content_v1_SubmitForReviewRequest__Output, _marketing_content_v1_SubmitForReviewResponse__Output>
  Subscribe: MethodDefinition<_marketing_content_v1_SubscribeRequest, _marketing_content_v1_SubscribeResponse, _marketing_content_v1_SubscribeRequest__Output, _marketing_content_v1_SubscribeResponse__Output>
  Unpublish: MethodDefinition<_marketing_content_v1_UnpublishRequest, _marketing_content_v1_UnpublishResponse, _marketing_content_v1_UnpublishRequest__Output, _marketing_content_v1_UnpublishResponse__Output>
  UpdateContent: MethodDefinition<_marketing_content_v1_UpdateContentRequest, _marketing_content_v1_UpdateContentResponse, _marketing_content_v1_UpdateContentRequest__Output, _marketing_content_v1_UpdateContentResponse__Output>
}
