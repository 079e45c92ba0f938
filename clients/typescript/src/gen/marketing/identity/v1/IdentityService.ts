// Original file: protos/marketing/identity/v1/identity_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AliasRequest as _marketing_identity_v1_AliasRequest, AliasRequest__Output as _marketing_identity_v1_AliasRequest__Output } from '../../../marketing/identity/v1/AliasRequest.ts';
import type { AliasResponse as _marketing_identity_v1_AliasResponse, AliasResponse__Output as _marketing_identity_v1_AliasResponse__Output } from '../../../marketing/identity/v1/AliasResponse.ts';
import type { AssignSegmentRequest as _marketing_identity_v1_AssignSegmentRequest, AssignSegmentRequest__Output as _marketing_identity_v1_AssignSegmentRequest__Output } from '../../../marketing/identity/v1/AssignSegmentRequest.ts';
import type { AssignSegmentResponse as _marketing_identity_v1_AssignSegmentResponse, AssignSegmentResponse__Output as _marketing_identity_v1_AssignSegmentResponse__Output } from '../../../marketing/identity/v1/AssignSegmentResponse.ts';
import type { BatchGetUsersRequest as _marketing_identity_v1_BatchGetUsersRequest, BatchGetUsersRequest__Output as _marketing_identity_v1_BatchGetUsersRequest__Output } from '../../../marketing/identity/v1/BatchGetUsersRequest.ts';
import type { BatchGetUsersResponse as _marketing_identity_v1_BatchGetUsersResponse, BatchGetUsersResponse__Output as _marketing_identity_v1_BatchGetUsersResponse__Output } from '../../../marketing/identity/v1/BatchGetUsersResponse.ts';
import type { CountUsersBySegmentRequest as _marketing_identity_v1_CountUsersBySegmentRequest, CountUsersBySegmentRequest__Output as _marketing_identity_v1_CountUsersBySegmentRequest__Output } from '../../../marketing/identity/v1/CountUsersBySegmentRequest.ts';
import type { CountUsersBySegmentResponse as _marketing_identity_v1_CountUsersBySegmentResponse, CountUsersBySegmentResponse__Output as _marketing_identity_v1_CountUsersBySegmentResponse__Output } from '../../../marketing/identity/v1/CountUsersBySegmentResponse.ts';
import type { CreateUserRequest as _marketing_identity_v1_CreateUserRequest, CreateUserRequest__Output as _marketing_identity_v1_CreateUserRequest__Output } from '../../../marketing/identity/v1/CreateUserRequest.ts';
import type { CreateUserResponse as _marketing_identity_v1_CreateUserResponse, CreateUserResponse__Output as _marketing_identity_v1_CreateUserResponse__Output } from '../../../marketing/identity/v1/CreateUserResponse.ts';
import type { GetProfileRequest as _marketing_identity_v1_GetProfileRequest, GetProfileRequest__Output as _marketing_identity_v1_GetProfileRequest__Output } from '../../../marketing/identity/v1/GetProfileRequest.ts';
import type { GetProfileResponse as _marketing_identity_v1_GetProfileResponse, GetProfileResponse__Output as _marketing_identity_v1_GetProfileResponse__Output } from '../../../marketing/identity/v1/GetProfileResponse.ts';
import type { GetSessionRequest as _marketing_identity_v1_GetSessionRequest, GetSessionRequest__Output as _marketing_identity_v1_GetSessionRequest__Output } from '../../../marketing/identity/v1/GetSessionRequest.ts';
import type { GetSessionResponse as _marketing_identity_v1_GetSessionResponse, GetSessionResponse__Output as _marketing_identity_v1_GetSessionResponse__Output } from '../../../marketing/identity/v1/GetSessionResponse.ts';
import type { GetUserHistoryRequest as _marketing_identity_v1_GetUserHistoryRequest, GetUserHistoryRequest__Output as _marketing_identity_v1_GetUserHistoryRequest__Output } from '../../../marketing/identity/v1/GetUserHistoryRequest.ts';
import type { GetUserHistoryResponse as _marketing_identity_v1_GetUserHistoryResponse, GetUserHistoryResponse__Output as _marketing_identity_v1_GetUserHistoryResponse__Output } from '../../../marketing/identity/v1/GetUserHistoryResponse.ts';
import type { GetUserRequest as _marketing_identity_v1_GetUserRequest, GetUserRequest__Output as _marketing_identity_v1_GetUserRequest__Output } from '../../../marketing/identity/v1/GetUserRequest.ts';
import type { GetUserResponse as _marketing_identity_v1_GetUserResponse, GetUserResponse__Output as _marketing_identity_v1_GetUserResponse__Output } from '../../../marketing/identity/v1/GetUserResponse.ts';
import type { IdentifyRequest as _marketing_identity_v1_IdentifyRequest, IdentifyRequest__Output as _marketing_identity_v1_IdentifyRequest__Output } from '../../../marketing/identity/v1/IdentifyRequest.ts';
import type { IdentifyResponse as _marketing_identity_v1_IdentifyResponse, IdentifyResponse__Output as _marketing_identity_v1_IdentifyResponse__Output } from '../../../marketing/identity/v1/IdentifyResponse.ts';
import type { ListSessionsRequest as _marketing_identity_v1_ListSessionsRequest, ListSessionsRequest__Output as _marketing_identity_v1_ListSessionsRequest__Output } from '../../../marketing/identity/v1/ListSessionsRequest.ts';
import type { ListSessionsResponse as _marketing_identity_v1_ListSessionsResponse, ListSessionsResponse__Output as _marketing_identity_v1_ListSessionsResponse__Output } from '../../../marketing/identity/v1/ListSessionsResponse.ts';
import type { ListUsersRequest as _marketing_identity_v1_ListUsersRequest, ListUsersRequest__Output as _marketing_identity_v1_ListUsersRequest__Output } from '../../../marketing/identity/v1/ListUsersRequest.ts';
import type { ListUsersResponse as _marketing_identity_v1_ListUsersResponse, ListUsersResponse__Output as _marketing_identity_v1_ListUsersResponse__Output } from '../../../marketing/identity/v1/ListUsersResponse.ts';
import type { MergeUsersRequest as _marketing_identity_v1_MergeUsersRequest, MergeUsersRequest__Output as _marketing_identity_v1_MergeUsersRequest__Output } from '../../../marketing/identity/v1/MergeUsersRequest.ts';
import type { MergeUsersResponse as _marketing_identity_v1_MergeUsersResponse, MergeUsersResponse__Output as _marketing_identity_v1_MergeUsersResponse__Output } from '../../../marketing/identity/v1/MergeUsersResponse.ts';
import type { RemoveSegmentRequest as _marketing_identity_v1_RemoveSegmentRequest, RemoveSegmentRequest__Output as _marketing_identity_v1_RemoveSegmentRequest__Output } from '../../../marketing/identity/v1/RemoveSegmentRequest.ts';
import type { RemoveSegmentResponse as _marketing_identity_v1_RemoveSegmentResponse, RemoveSegmentResponse__Output as _marketing_identity_v1_RemoveSegmentResponse__Output } from '../../../marketing/identity/v1/RemoveSegmentResponse.ts';
import type { SetPredictionRequest as _marketing_identity_v1_SetPredictionRequest, SetPredictionRequest__Output as _marketing_identity_v1_SetPredictionRequest__Output } from '../../../marketing/identity/v1/SetPredictionRequest.ts';
import type { SetPredictionResponse as _marketing_identity_v1_SetPredictionResponse, SetPredictionResponse__Output as _marketing_identity_v1_SetPredictionResponse__Output } from '../../../marketing/identity/v1/SetPredictionResponse.ts';
import type { SubscribeRequest as _marketing_identity_v1_SubscribeRequest, SubscribeRequest__Output as _marketing_identity_v1_SubscribeRequest__Output } from '../../../marketing/identity/v1/SubscribeRequest.ts';
import type { SubscribeResponse as _marketing_identity_v1_SubscribeResponse, SubscribeResponse__Output as _marketing_identity_v1_SubscribeResponse__Output } from '../../../marketing/identity/v1/SubscribeResponse.ts';
import type { UndoMergeRequest as _marketing_identity_v1_UndoMergeRequest, UndoMergeRequest__Output as _marketing_identity_v1_UndoMergeRequest__Output } from '../../../marketing/identity/v1/UndoMergeRequest.ts';
import type { UndoMergeResponse as _marketing_identity_v1_UndoMergeResponse, UndoMergeResponse__Output as _marketing_identity_v1_UndoMergeResponse__Output } from '../../../marketing/identity/v1/UndoMergeResponse.ts';

/**
 * People: users known by an email or the caller's own id, and anonymous visitors, who become known by Identify.
 * Wherever a request has a `user_id`, it is a UUID or the caller's own id (external_id): the UUID of the latter is
 * derived (version 5 in the tenant's namespace), without a look-up. A person who was merged into another answers as the other.
 */
export interface IdentityServiceClient extends grpc.Client {
  /**
   * Another name for the same person: what was known under previous_id becomes part of user_id.
   */
  Alias(argument: _marketing_identity_v1_AliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  Alias(argument: _marketing_identity_v1_AliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  Alias(argument: _marketing_identity_v1_AliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  Alias(argument: _marketing_identity_v1_AliasRequest, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Another name for the same person: what was known under previous_id becomes part of user_id.
   */
  alias(argument: _marketing_identity_v1_AliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  alias(argument: _marketing_identity_v1_AliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  alias(argument: _marketing_identity_v1_AliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  alias(argument: _marketing_identity_v1_AliasRequest, callback: grpc.requestCallback<_marketing_identity_v1_AliasResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Puts a user in a segment by hand. Assigning again changes the priority. FAILED_PRECONDITION SEGMENT_HAS_RULE when the name belongs to a
   * segment of the SegmentService: its rule decides.
   */
  AssignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  AssignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  AssignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  AssignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Puts a user in a segment by hand. Assigning again changes the priority. FAILED_PRECONDITION SEGMENT_HAS_RULE when the name belongs to a
   * segment of the SegmentService: its rule decides.
   */
  assignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  assignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  assignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  assignSegment(argument: _marketing_identity_v1_AssignSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_AssignSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Up to 1,000 ids; those unknown are named in not_found.
   */
  BatchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  BatchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  BatchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  BatchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Up to 1,000 ids; those unknown are named in not_found.
   */
  batchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  batchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  batchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  batchGetUsers(argument: _marketing_identity_v1_BatchGetUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_BatchGetUsersResponse__Output>): grpc.ClientUnaryCall;
  
  CountUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  CountUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  CountUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  CountUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  countUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  countUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  countUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  countUsersBySegment(argument: _marketing_identity_v1_CountUsersBySegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_CountUsersBySegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A new user. ALREADY_EXISTS when the id or the email is taken.
   */
  CreateUser(argument: _marketing_identity_v1_CreateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _marketing_identity_v1_CreateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _marketing_identity_v1_CreateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  CreateUser(argument: _marketing_identity_v1_CreateUserRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A new user. ALREADY_EXISTS when the id or the email is taken.
   */
  createUser(argument: _marketing_identity_v1_CreateUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  createUser(argument: _marketing_identity_v1_CreateUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  createUser(argument: _marketing_identity_v1_CreateUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  createUser(argument: _marketing_identity_v1_CreateUserRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateUserResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The personalisation profile, from Redis, refilled when missing.
   */
  GetProfile(argument: _marketing_identity_v1_GetProfileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  GetProfile(argument: _marketing_identity_v1_GetProfileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  GetProfile(argument: _marketing_identity_v1_GetProfileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  GetProfile(argument: _marketing_identity_v1_GetProfileRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The personalisation profile, from Redis, refilled when missing.
   */
  getProfile(argument: _marketing_identity_v1_GetProfileRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  getProfile(argument: _marketing_identity_v1_GetProfileRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  getProfile(argument: _marketing_identity_v1_GetProfileRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  getProfile(argument: _marketing_identity_v1_GetProfileRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetProfileResponse__Output>): grpc.ClientUnaryCall;
  
  GetSession(argument: _marketing_identity_v1_GetSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _marketing_identity_v1_GetSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _marketing_identity_v1_GetSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _marketing_identity_v1_GetSessionRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  getSession(argument: _marketing_identity_v1_GetSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  getSession(argument: _marketing_identity_v1_GetSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  getSession(argument: _marketing_identity_v1_GetSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  getSession(argument: _marketing_identity_v1_GetSessionRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSessionResponse__Output>): grpc.ClientUnaryCall;
  
  GetUser(argument: _marketing_identity_v1_GetUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  GetUser(argument: _marketing_identity_v1_GetUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  GetUser(argument: _marketing_identity_v1_GetUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  GetUser(argument: _marketing_identity_v1_GetUserRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  getUser(argument: _marketing_identity_v1_GetUserRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  getUser(argument: _marketing_identity_v1_GetUserRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  getUser(argument: _marketing_identity_v1_GetUserRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  getUser(argument: _marketing_identity_v1_GetUserRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetUserResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every change of every trait, newest first, of every id merged into the person.
   */
  GetUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Every change of every trait, newest first, of every id merged into the person.
   */
  getUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  getUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  getUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  getUserHistory(argument: _marketing_identity_v1_GetUserHistoryRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetUserHistoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says who somebody is and what they are like; creates them when new. With an anonymous id beside a user id, the anonymous
   * visitor becomes part of the user, unless that visitor is somebody already: then a warning says so and nothing moves.
   */
  Identify(argument: _marketing_identity_v1_IdentifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  Identify(argument: _marketing_identity_v1_IdentifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  Identify(argument: _marketing_identity_v1_IdentifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  Identify(argument: _marketing_identity_v1_IdentifyRequest, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says who somebody is and what they are like; creates them when new. With an anonymous id beside a user id, the anonymous
   * visitor becomes part of the user, unless that visitor is somebody already: then a warning says so and nothing moves.
   */
  identify(argument: _marketing_identity_v1_IdentifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  identify(argument: _marketing_identity_v1_IdentifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  identify(argument: _marketing_identity_v1_IdentifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  identify(argument: _marketing_identity_v1_IdentifyRequest, callback: grpc.requestCallback<_marketing_identity_v1_IdentifyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sessions, newest first, of a person or of everybody.
   */
  ListSessions(argument: _marketing_identity_v1_ListSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _marketing_identity_v1_ListSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _marketing_identity_v1_ListSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _marketing_identity_v1_ListSessionsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sessions, newest first, of a person or of everybody.
   */
  listSessions(argument: _marketing_identity_v1_ListSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _marketing_identity_v1_ListSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _marketing_identity_v1_ListSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _marketing_identity_v1_ListSessionsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  
  ListUsers(argument: _marketing_identity_v1_ListUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _marketing_identity_v1_ListUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _marketing_identity_v1_ListUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  ListUsers(argument: _marketing_identity_v1_ListUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _marketing_identity_v1_ListUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _marketing_identity_v1_ListUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _marketing_identity_v1_ListUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  listUsers(argument: _marketing_identity_v1_ListUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListUsersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes loser part of winner. FAILED_PRECONDITION when the loser is identified (has an email or an external id) or merged elsewhere.
   */
  MergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  MergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  MergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  MergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes loser part of winner. FAILED_PRECONDITION when the loser is identified (has an email or an external id) or merged elsewhere.
   */
  mergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  mergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  mergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  mergeUsers(argument: _marketing_identity_v1_MergeUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_MergeUsersResponse__Output>): grpc.ClientUnaryCall;
  
  RemoveSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  RemoveSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  RemoveSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  RemoveSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  removeSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  removeSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  removeSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  removeSegment(argument: _marketing_identity_v1_RemoveSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_RemoveSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a model says about a user. An older prediction than the one there is accepted and changes nothing.
   */
  SetPrediction(argument: _marketing_identity_v1_SetPredictionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  SetPrediction(argument: _marketing_identity_v1_SetPredictionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  SetPrediction(argument: _marketing_identity_v1_SetPredictionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  SetPrediction(argument: _marketing_identity_v1_SetPredictionRequest, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a model says about a user. An older prediction than the one there is accepted and changes nothing.
   */
  setPrediction(argument: _marketing_identity_v1_SetPredictionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  setPrediction(argument: _marketing_identity_v1_SetPredictionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  setPrediction(argument: _marketing_identity_v1_SetPredictionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  setPrediction(argument: _marketing_identity_v1_SetPredictionRequest, callback: grpc.requestCallback<_marketing_identity_v1_SetPredictionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe(argument: _marketing_identity_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_identity_v1_SubscribeResponse__Output>;
  Subscribe(argument: _marketing_identity_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_identity_v1_SubscribeResponse__Output>;
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  subscribe(argument: _marketing_identity_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_identity_v1_SubscribeResponse__Output>;
  subscribe(argument: _marketing_identity_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_identity_v1_SubscribeResponse__Output>;
  
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  UndoMerge(argument: _marketing_identity_v1_UndoMergeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_identity_v1_UndoMergeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_identity_v1_UndoMergeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_identity_v1_UndoMergeRequest, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  undoMerge(argument: _marketing_identity_v1_UndoMergeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_identity_v1_UndoMergeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_identity_v1_UndoMergeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_identity_v1_UndoMergeRequest, callback: grpc.requestCallback<_marketing_identity_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * People: users known by an email or the caller's own id, and anonymous visitors, who become known by Identify.
 * Wherever a request has a `user_id`, it is a UUID or the caller's own id (external_id): the UUID of the latter is
 * derived (version 5 in the tenant's namespace), without a look-up. A person who was merged into another answers as the other.
 */
export interface IdentityServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Another name for the same person: what was known under previous_id becomes part of user_id.
   */
  Alias: grpc.handleUnaryCall<_marketing_identity_v1_AliasRequest__Output, _marketing_identity_v1_AliasResponse>;
  
  /**
   * Puts a user in a segment by hand. Assigning again changes the priority. FAILED_PRECONDITION SEGMENT_HAS_RULE when the name belongs to a
   * segment of the SegmentService: its rule decides.
   */
  AssignSegment: grpc.handleUnaryCall<_marketing_identity_v1_AssignSegmentRequest__Output, _marketing_identity_v1_AssignSegmentResponse>;
  
  /**
   * Up to 1,000 ids; those unknown are named in not_found.
   */
  BatchGetUsers: grpc.handleUnaryCall<_marketing_identity_v1_BatchGetUsersRequest__Output, _marketing_identity_v1_BatchGetUsersResponse>;
  
  CountUsersBySegment: grpc.handleUnaryCall<_marketing_identity_v1_CountUsersBySegmentRequest__Output, _marketing_identity_v1_CountUsersBySegmentResponse>;
  
  /**
   * A new user. ALREADY_EXISTS when the id or the email is taken.
   */
  CreateUser: grpc.handleUnaryCall<_marketing_identity_v1_CreateUserRequest__Output, _marketing_identity_v1_CreateUserResponse>;
  
  /**
   * The personalisation profile, from Redis, refilled when missing.
   */
  GetProfile: grpc.handleUnaryCall<_marketing_identity_v1_GetProfileRequest__Output, _marketing_identity_v1_GetProfileResponse>;
  
  GetSession: grpc.handleUnaryCall<_marketing_identity_v1_GetSessionRequest__Output, _marketing_identity_v1_GetSessionResponse>;
  
  GetUser: grpc.handleUnaryCall<_marketing_identity_v1_GetUserRequest__Output, _marketing_identity_v1_GetUserResponse>;
  
  /**
   * Every change of every trait, newest first, of every id merged into the person.
   */
  GetUserHistory: grpc.handleUnaryCall<_marketing_identity_v1_GetUserHistoryRequest__Output, _marketing_identity_v1_GetUserHistoryResponse>;
  
  /**
   * Says who somebody is and what they are like; creates them when new. With an anonymous id beside a user id, the anonymous
   * visitor becomes part of the user, unless that visitor is somebody already: then a warning says so and nothing moves.
   */
  Identify: grpc.handleUnaryCall<_marketing_identity_v1_IdentifyRequest__Output, _marketing_identity_v1_IdentifyResponse>;
  
  /**
   * Sessions, newest first, of a person or of everybody.
   */
  ListSessions: grpc.handleUnaryCall<_marketing_identity_v1_ListSessionsRequest__Output, _marketing_identity_v1_ListSessionsResponse>;
  
  ListUsers: grpc.handleUnaryCall<_marketing_identity_v1_ListUsersRequest__Output, _marketing_identity_v1_ListUsersResponse>;
  
  /**
   * Makes loser part of winner. FAILED_PRECONDITION when the loser is identified (has an email or an external id) or merged elsewhere.
   */
  MergeUsers: grpc.handleUnaryCall<_marketing_identity_v1_MergeUsersRequest__Output, _marketing_identity_v1_MergeUsersResponse>;
  
  RemoveSegment: grpc.handleUnaryCall<_marketing_identity_v1_RemoveSegmentRequest__Output, _marketing_identity_v1_RemoveSegmentResponse>;
  
  /**
   * What a model says about a user. An older prediction than the one there is accepted and changes nothing.
   */
  SetPrediction: grpc.handleUnaryCall<_marketing_identity_v1_SetPredictionRequest__Output, _marketing_identity_v1_SetPredictionResponse>;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe: grpc.handleServerStreamingCall<_marketing_identity_v1_SubscribeRequest__Output, _marketing_identity_v1_SubscribeResponse>;
  
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  UndoMerge: grpc.handleUnaryCall<_marketing_identity_v1_UndoMergeRequest__Output, _marketing_identity_v1_UndoMergeResponse>;
  
}

export interface IdentityServiceDefinition extends grpc.ServiceDefinition {
  Alias: MethodDefinition<_marketing_identity_v1_AliasRequest, _marketing_identity_v1_AliasResponse, _marketing_identity_v1_AliasRequest__Output, _marketing_identity_v1_AliasResponse__Output>
  AssignSegment: MethodDefinition<_marketing_identity_v1_AssignSegmentRequest, _marketing_identity_v1_AssignSegmentResponse, _marketing_identity_v1_AssignSegmentRequest__Output, _marketing_identity_v1_AssignSegmentResponse__Output>
  BatchGetUsers: MethodDefinition<_marketing_identity_v1_BatchGetUsersRequest, _marketing_identity_v1_BatchGetUsersResponse, _marketing_identity_v1_BatchGetUsersRequest__Output, _marketing_identity_v1_BatchGetUsersResponse__Output>
  CountUsersBySegment: MethodDefinition<_marketing_identity_v1_CountUsersBySegmentRequest, _marketing_identity_v1_CountUsersBySegmentResponse, _marketing_identity_v1_CountUsersBySegmentRequest__Output, _marketing_identity_v1_CountUsersBySegmentResponse__Output>
  CreateUser: MethodDefinition<_marketing_identity_v1_CreateUserRequest, _marketing_identity_v1_CreateUserResponse, _marketing_identity_v1_CreateUserRequest__Output, _marketing_identity_v1_CreateUserResponse__Output>
  GetProfile: MethodDefinition<_marketing_identity_v1_GetProfileRequest, _marketing_identity_v1_GetProfileResponse, _marketing_identity_v1_GetProfileRequest__Output, _marketing_identity_v1_GetProfileResponse__Output>
  GetSession: MethodDefinition<_marketing_identity_v1_GetSessionRequest, _marketing_identity_v1_GetSessionResponse, _marketing_identity_v1_GetSessionRequest__Output, _marketing_identity_v1_GetSessionResponse__Output>
  GetUser: MethodDefinition<_marketing_identity_v1_GetUserRequest, _marketing_identity_v1_GetUserResponse, _marketing_identity_v1_GetUserRequest__Output, _marketing_identity_v1_GetUserResponse__Output>
  GetUserHistory: MethodDefinition<_marketing_identity_v1_GetUserHistoryRequest, _marketing_identity_v1_GetUserHistoryResponse, _marketing_identity_v1_GetUserHistoryRequest__Output, _marketing_identity_v1_GetUserHistoryResponse__Output>
  Identify: MethodDefinition<_marketing_identity_v1_IdentifyRequest, _marketing_identity_v1_IdentifyResponse, _marketing_identity_v1_IdentifyRequest__Output, _marketing_identity_v1_IdentifyResponse__Output>
  ListSessions: MethodDefinition<_marketing_identity_v1_ListSessionsRequest, _marketing_identity_v1_ListSessionsResponse, _marketing_identity_v1_ListSessionsRequest__Output, _marketing_identity_v1_ListSessionsResponse__Output>
  ListUsers: MethodDefinition<_marketing_identity_v1_ListUsersRequest, _marketing_identity_v1_ListUsersResponse, _marketing_identity_v1_ListUsersRequest__Output, _marketing_identity_v1_ListUsersResponse__Output>
  MergeUsers: MethodDefinition<_marketing_identity_v1_MergeUsersRequest, _marketing_identity_v1_MergeUsersResponse, _marketing_identity_v1_MergeUsersRequest__Output, _marketing_identity_v1_MergeUsersResponse__Output>
  RemoveSegment: MethodDefinition<_marketing_identity_v1_RemoveSegmentRequest, _marketing_identity_v1_RemoveSegmentResponse, _marketing_identity_v1_RemoveSegmentRequest__Output, _marketing_identity_v1_RemoveSegmentResponse__Output>
  SetPrediction: MethodDefinition<_marketing_identity_v1_SetPredictionRequest, _marketing_identity_v1_SetPredictionResponse, _marketing_identity_v1_SetPredictionRequest__Output, _marketing_identity_v1_SetPredictionResponse__Output>
  Subscribe: MethodDefinition<_marketing_identity_v1_SubscribeRequest, _marketing_identity_v1_SubscribeResponse, _marketing_identity_v1_SubscribeRequest__Output, _marketing_identity_v1_SubscribeResponse__Output>
  UndoMerge: MethodDefinition<_marketing_identity_v1_UndoMergeRequest, _marketing_identity_v1_UndoMergeResponse, _marketing_identity_v1_UndoMergeRequest__Output, _marketing_identity_v1_UndoMergeResponse__Output>
}
