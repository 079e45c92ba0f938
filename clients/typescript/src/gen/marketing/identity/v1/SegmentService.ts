// Original file: protos/marketing/identity/v1/segment_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ActivateSegmentRequest as _marketing_identity_v1_ActivateSegmentRequest, ActivateSegmentRequest__Output as _marketing_identity_v1_ActivateSegmentRequest__Output } from '../../../marketing/identity/v1/ActivateSegmentRequest.ts';
import type { ActivateSegmentResponse as _marketing_identity_v1_ActivateSegmentResponse, ActivateSegmentResponse__Output as _marketing_identity_v1_ActivateSegmentResponse__Output } from '../../../marketing/identity/v1/ActivateSegmentResponse.ts';
import type { AddMemberRequest as _marketing_identity_v1_AddMemberRequest, AddMemberRequest__Output as _marketing_identity_v1_AddMemberRequest__Output } from '../../../marketing/identity/v1/AddMemberRequest.ts';
import type { AddMemberResponse as _marketing_identity_v1_AddMemberResponse, AddMemberResponse__Output as _marketing_identity_v1_AddMemberResponse__Output } from '../../../marketing/identity/v1/AddMemberResponse.ts';
import type { ArchiveSegmentRequest as _marketing_identity_v1_ArchiveSegmentRequest, ArchiveSegmentRequest__Output as _marketing_identity_v1_ArchiveSegmentRequest__Output } from '../../../marketing/identity/v1/ArchiveSegmentRequest.ts';
import type { ArchiveSegmentResponse as _marketing_identity_v1_ArchiveSegmentResponse, ArchiveSegmentResponse__Output as _marketing_identity_v1_ArchiveSegmentResponse__Output } from '../../../marketing/identity/v1/ArchiveSegmentResponse.ts';
import type { CreateSegmentRequest as _marketing_identity_v1_CreateSegmentRequest, CreateSegmentRequest__Output as _marketing_identity_v1_CreateSegmentRequest__Output } from '../../../marketing/identity/v1/CreateSegmentRequest.ts';
import type { CreateSegmentResponse as _marketing_identity_v1_CreateSegmentResponse, CreateSegmentResponse__Output as _marketing_identity_v1_CreateSegmentResponse__Output } from '../../../marketing/identity/v1/CreateSegmentResponse.ts';
import type { GetSegmentHistoryRequest as _marketing_identity_v1_GetSegmentHistoryRequest, GetSegmentHistoryRequest__Output as _marketing_identity_v1_GetSegmentHistoryRequest__Output } from '../../../marketing/identity/v1/GetSegmentHistoryRequest.ts';
import type { GetSegmentHistoryResponse as _marketing_identity_v1_GetSegmentHistoryResponse, GetSegmentHistoryResponse__Output as _marketing_identity_v1_GetSegmentHistoryResponse__Output } from '../../../marketing/identity/v1/GetSegmentHistoryResponse.ts';
import type { GetSegmentRequest as _marketing_identity_v1_GetSegmentRequest, GetSegmentRequest__Output as _marketing_identity_v1_GetSegmentRequest__Output } from '../../../marketing/identity/v1/GetSegmentRequest.ts';
import type { GetSegmentResponse as _marketing_identity_v1_GetSegmentResponse, GetSegmentResponse__Output as _marketing_identity_v1_GetSegmentResponse__Output } from '../../../marketing/identity/v1/GetSegmentResponse.ts';
import type { ListSegmentMembersRequest as _marketing_identity_v1_ListSegmentMembersRequest, ListSegmentMembersRequest__Output as _marketing_identity_v1_ListSegmentMembersRequest__Output } from '../../../marketing/identity/v1/ListSegmentMembersRequest.ts';
import type { ListSegmentMembersResponse as _marketing_identity_v1_ListSegmentMembersResponse, ListSegmentMembersResponse__Output as _marketing_identity_v1_ListSegmentMembersResponse__Output } from '../../../marketing/identity/v1/ListSegmentMembersResponse.ts';
import type { ListSegmentsRequest as _marketing_identity_v1_ListSegmentsRequest, ListSegmentsRequest__Output as _marketing_identity_v1_ListSegmentsRequest__Output } from '../../../marketing/identity/v1/ListSegmentsRequest.ts';
import type { ListSegmentsResponse as _marketing_identity_v1_ListSegmentsResponse, ListSegmentsResponse__Output as _marketing_identity_v1_ListSegmentsResponse__Output } from '../../../marketing/identity/v1/ListSegmentsResponse.ts';
import type { ListUserSegmentsRequest as _marketing_identity_v1_ListUserSegmentsRequest, ListUserSegmentsRequest__Output as _marketing_identity_v1_ListUserSegmentsRequest__Output } from '../../../marketing/identity/v1/ListUserSegmentsRequest.ts';
import type { ListUserSegmentsResponse as _marketing_identity_v1_ListUserSegmentsResponse, ListUserSegmentsResponse__Output as _marketing_identity_v1_ListUserSegmentsResponse__Output } from '../../../marketing/identity/v1/ListUserSegmentsResponse.ts';
import type { PreviewSegmentRequest as _marketing_identity_v1_PreviewSegmentRequest, PreviewSegmentRequest__Output as _marketing_identity_v1_PreviewSegmentRequest__Output } from '../../../marketing/identity/v1/PreviewSegmentRequest.ts';
import type { PreviewSegmentResponse as _marketing_identity_v1_PreviewSegmentResponse, PreviewSegmentResponse__Output as _marketing_identity_v1_PreviewSegmentResponse__Output } from '../../../marketing/identity/v1/PreviewSegmentResponse.ts';
import type { RemoveMemberRequest as _marketing_identity_v1_RemoveMemberRequest, RemoveMemberRequest__Output as _marketing_identity_v1_RemoveMemberRequest__Output } from '../../../marketing/identity/v1/RemoveMemberRequest.ts';
import type { RemoveMemberResponse as _marketing_identity_v1_RemoveMemberResponse, RemoveMemberResponse__Output as _marketing_identity_v1_RemoveMemberResponse__Output } from '../../../marketing/identity/v1/RemoveMemberResponse.ts';
import type { UpdateSegmentRequest as _marketing_identity_v1_UpdateSegmentRequest, UpdateSegmentRequest__Output as _marketing_identity_v1_UpdateSegmentRequest__Output } from '../../../marketing/identity/v1/UpdateSegmentRequest.ts';
import type { UpdateSegmentResponse as _marketing_identity_v1_UpdateSegmentResponse, UpdateSegmentResponse__Output as _marketing_identity_v1_UpdateSegmentResponse__Output } from '../../../marketing/identity/v1/UpdateSegmentResponse.ts';

/**
 * Segments: named sets of people, kept true by a rule over traits and behaviour. A draft has no members; an active segment's rule is
 * evaluated whenever something it looks at happens, and when time alone turns it. `users.segment` is the name of the one with the highest
 * priority among all a person is in: these, and those given by AssignSegment. A segment may be named by its id or by its name.
 * 
 * A rule is a JSON tree; every node is one of
 * {"and": [rule, …]}   {"or": [rule, …]}   {"not": rule}
 * {"trait": "plan", "op": "eq", "value": "pro"}           op: eq, ne, gt, gte, lt, lte, exists, contains, in, starts_with.
 * "as": "date" compares RFC 3339 dates. A dot goes into an object: "address.city".
 * ne holds for who has no such trait too; exists takes true (default) or false.
 * {"performed": "signup", "at_least": 3, "within": "7d", "where": {"plan": "pro"}}
 * at_least: default 1. within: default ever. where: properties that must be equal.
 * {"last_performed": "login", "within": "14d"}            or "not_within": "14d": did it, but not lately. Takes "where" too.
 * {"in_segment": "customer"}                              by name; another segment, or one given by AssignSegment.
 * {"manual": true}                                        put there by AddMember.
 * {"random_percent": 10, "salt": "a"}                     always the same tenth of all people; another salt, another tenth.
 * A window is a number with m, h, d or w: "90m", "36h", "30d". Crawlers' events do not count.
 */
export interface SegmentServiceClient extends grpc.Client {
  /**
   * Puts the rule into force. What happened before counts, as far back as the bus holds events (a month by default). GetSegment shows how far the first evaluation of everybody is.
   */
  ActivateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  ActivateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  ActivateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  ActivateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Puts the rule into force. What happened before counts, as far back as the bus holds events (a month by default). GetSegment shows how far the first evaluation of everybody is.
   */
  activateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  activateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  activateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  activateSegment(argument: _marketing_identity_v1_ActivateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_ActivateSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes {"manual": true} hold for a person. FAILED_PRECONDITION SEGMENT_NOT_MANUAL when the rule has no such node.
   */
  AddMember(argument: _marketing_identity_v1_AddMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  AddMember(argument: _marketing_identity_v1_AddMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  AddMember(argument: _marketing_identity_v1_AddMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  AddMember(argument: _marketing_identity_v1_AddMemberRequest, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes {"manual": true} hold for a person. FAILED_PRECONDITION SEGMENT_NOT_MANUAL when the rule has no such node.
   */
  addMember(argument: _marketing_identity_v1_AddMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  addMember(argument: _marketing_identity_v1_AddMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  addMember(argument: _marketing_identity_v1_AddMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  addMember(argument: _marketing_identity_v1_AddMemberRequest, callback: grpc.requestCallback<_marketing_identity_v1_AddMemberResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * For good: all members leave, the name is free again. FAILED_PRECONDITION SEGMENT_IN_USE while another's rule names it.
   */
  ArchiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  ArchiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  ArchiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  ArchiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * For good: all members leave, the name is free again. FAILED_PRECONDITION SEGMENT_IN_USE while another's rule names it.
   */
  archiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  archiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  archiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  archiveSegment(argument: _marketing_identity_v1_ArchiveSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_ArchiveSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A draft. ALREADY_EXISTS when the name is taken, whatever its case; INVALID_ARGUMENT with everything that is wrong with the rule;
   * FAILED_PRECONDITION SEGMENT_CYCLE when the rule leads back to itself.
   */
  CreateSegment(argument: _marketing_identity_v1_CreateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  CreateSegment(argument: _marketing_identity_v1_CreateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  CreateSegment(argument: _marketing_identity_v1_CreateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  CreateSegment(argument: _marketing_identity_v1_CreateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A draft. ALREADY_EXISTS when the name is taken, whatever its case; INVALID_ARGUMENT with everything that is wrong with the rule;
   * FAILED_PRECONDITION SEGMENT_CYCLE when the rule leads back to itself.
   */
  createSegment(argument: _marketing_identity_v1_CreateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  createSegment(argument: _marketing_identity_v1_CreateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  createSegment(argument: _marketing_identity_v1_CreateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  createSegment(argument: _marketing_identity_v1_CreateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  GetSegment(argument: _marketing_identity_v1_GetSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  GetSegment(argument: _marketing_identity_v1_GetSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  GetSegment(argument: _marketing_identity_v1_GetSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  GetSegment(argument: _marketing_identity_v1_GetSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  getSegment(argument: _marketing_identity_v1_GetSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  getSegment(argument: _marketing_identity_v1_GetSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  getSegment(argument: _marketing_identity_v1_GetSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  getSegment(argument: _marketing_identity_v1_GetSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Entries and exits, newest first, of a segment, of a person, or of both.
   */
  GetSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Entries and exits, newest first, of a segment, of a person, or of both.
   */
  getSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  getSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  getSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  getSegmentHistory(argument: _marketing_identity_v1_GetSegmentHistoryRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetSegmentHistoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * By user id.
   */
  ListSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  ListSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  ListSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  ListSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * By user id.
   */
  listSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  listSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  listSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  listSegmentMembers(argument: _marketing_identity_v1_ListSegmentMembersRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentMembersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * By name.
   */
  ListSegments(argument: _marketing_identity_v1_ListSegmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListSegments(argument: _marketing_identity_v1_ListSegmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListSegments(argument: _marketing_identity_v1_ListSegmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListSegments(argument: _marketing_identity_v1_ListSegmentsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * By name.
   */
  listSegments(argument: _marketing_identity_v1_ListSegmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listSegments(argument: _marketing_identity_v1_ListSegmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listSegments(argument: _marketing_identity_v1_ListSegmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listSegments(argument: _marketing_identity_v1_ListSegmentsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListSegmentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Highest priority first: the first is the primary segment.
   */
  ListUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  ListUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Highest priority first: the first is the primary segment.
   */
  listUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  listUserSegments(argument: _marketing_identity_v1_ListUserSegmentsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListUserSegmentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How many people the rule would match now, and some of them. Changes nothing.
   */
  PreviewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  PreviewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  PreviewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  PreviewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How many people the rule would match now, and some of them. Changes nothing.
   */
  previewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  previewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  previewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  previewSegment(argument: _marketing_identity_v1_PreviewSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_PreviewSegmentResponse__Output>): grpc.ClientUnaryCall;
  
  RemoveMember(argument: _marketing_identity_v1_RemoveMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _marketing_identity_v1_RemoveMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _marketing_identity_v1_RemoveMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _marketing_identity_v1_RemoveMemberRequest, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _marketing_identity_v1_RemoveMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _marketing_identity_v1_RemoveMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _marketing_identity_v1_RemoveMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _marketing_identity_v1_RemoveMemberRequest, callback: grpc.requestCallback<_marketing_identity_v1_RemoveMemberResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Of an active segment: the rule before stays in force until the new one's past is known, then everybody is evaluated anew.
   */
  UpdateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  UpdateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  UpdateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  UpdateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Of an active segment: the rule before stays in force until the new one's past is known, then everybody is evaluated anew.
   */
  updateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  updateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  updateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  updateSegment(argument: _marketing_identity_v1_UpdateSegmentRequest, callback: grpc.requestCallback<_marketing_identity_v1_UpdateSegmentResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Segments: named sets of people, kept true by a rule over traits and behaviour. A draft has no members; an active segment's rule is
 * evaluated whenever something it looks at happens, and when time alone turns it. `users.segment` is the name of the one with the highest
 * priority among all a person is in: these, and those given by AssignSegment. A segment may be named by its id or by its name.
 * 
 * A rule is a JSON tree; every node is one of
 * {"and": [rule, …]}   {"or": [rule, …]}   {"not": rule}
 * {"trait": "plan", "op": "eq", "value": "pro"}           op: eq, ne, gt, gte, lt, lte, exists, contains, in, starts_with.
 * "as": "date" compares RFC 3339 dates. A dot goes into an object: "address.city".
 * ne holds for who has no such trait too; exists takes true (default) or false.
 * {"performed": "signup", "at_least": 3, "within": "7d", "where": {"plan": "pro"}}
 * at_least: default 1. within: default ever. where: properties that must be equal.
 * {"last_performed": "login", "within": "14d"}            or "not_within": "14d": did it, but not lately. Takes "where" too.
 * {"in_segment": "customer"}                              by name; another segment, or one given by AssignSegment.
 * {"manual": true}                                        put there by AddMember.
 * {"random_percent": 10, "salt": "a"}                     always the same tenth of all people; another salt, another tenth.
 * A window is a number with m, h, d or w: "90m", "36h", "30d". Crawlers' events do not count.
 */
export interface SegmentServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Puts the rule into force. What happened before counts, as far back as the bus holds events (a month by default). GetSegment shows how far the first evaluation of everybody is.
   */
  ActivateSegment: grpc.handleUnaryCall<_marketing_identity_v1_ActivateSegmentRequest__Output, _marketing_identity_v1_ActivateSegmentResponse>;
  
  /**
   * Makes {"manual": true} hold for a person. FAILED_PRECONDITION SEGMENT_NOT_MANUAL when the rule has no such node.
   */
  AddMember: grpc.handleUnaryCall<_marketing_identity_v1_AddMemberRequest__Output, _marketing_identity_v1_AddMemberResponse>;
  
  /**
   * For good: all members leave, the name is free again. FAILED_PRECONDITION SEGMENT_IN_USE while another's rule names it.
   */
  ArchiveSegment: grpc.handleUnaryCall<_marketing_identity_v1_ArchiveSegmentRequest__Output, _marketing_identity_v1_ArchiveSegmentResponse>;
  
  /**
   * A draft. ALREADY_EXISTS when the name is taken, whatever its case; INVALID_ARGUMENT with everything that is wrong with the rule;
   * FAILED_PRECONDITION SEGMENT_CYCLE when the rule leads back to itself.
   */
  CreateSegment: grpc.handleUnaryCall<_marketing_identity_v1_CreateSegmentRequest__Output, _marketing_identity_v1_CreateSegmentResponse>;
  
  GetSegment: grpc.handleUnaryCall<_marketing_identity_v1_GetSegmentRequest__Output, _marketing_identity_v1_GetSegmentResponse>;
  
  /**
   * Entries and exits, newest first, of a segment, of a person, or of both.
   */
  GetSegmentHistory: grpc.handleUnaryCall<_marketing_identity_v1_GetSegmentHistoryRequest__Output, _marketing_identity_v1_GetSegmentHistoryResponse>;
  
  /**
   * By user id.
   */
  ListSegmentMembers: grpc.handleUnaryCall<_marketing_identity_v1_ListSegmentMembersRequest__Output, _marketing_identity_v1_ListSegmentMembersResponse>;
  
  /**
   * By name.
   */
  ListSegments: grpc.handleUnaryCall<_marketing_identity_v1_ListSegmentsRequest__Output, _marketing_identity_v1_ListSegmentsResponse>;
  
  /**
   * Highest priority first: the first is the primary segment.
   */
  ListUserSegments: grpc.handleUnaryCall<_marketing_identity_v1_ListUserSegmentsRequest__Output, _marketing_identity_v1_ListUserSegmentsResponse>;
  
  /**
   * How many people the rule would match now, and some of them. Changes nothing.
   */
  PreviewSegment: grpc.handleUnaryCall<_marketing_identity_v1_PreviewSegmentRequest__Output, _marketing_identity_v1_PreviewSegmentResponse>;
  
  RemoveMember: grpc.handleUnaryCall<_marketing_identity_v1_RemoveMemberRequest__Output, _marketing_identity_v1_RemoveMemberResponse>;
  
  /**
   * Of an active segment: the rule before stays in force until the new one's past is known, then everybody is evaluated anew.
   */
  UpdateSegment: grpc.handleUnaryCall<_marketing_identity_v1_UpdateSegmentRequest__Output, _marketing_identity_v1_UpdateSegmentResponse>;
  
}

export interface SegmentServiceDefinition extends grpc.ServiceDefinition {
  ActivateSegment: MethodDefinition<_marketing_identity_v1_ActivateSegmentRequest, _marketing_identity_v1_ActivateSegmentResponse, _marketing_identity_v1_ActivateSegmentRequest__Output, _marketing_identity_v1_ActivateSegmentResponse__Output>
  AddMember: MethodDefinition<_marketing_identity_v1_AddMemberRequest, _marketing_identity_v1_AddMemberResponse, _marketing_identity_v1_AddMemberRequest__Output, _marketing_identity_v1_AddMemberResponse__Output>
  ArchiveSegment: MethodDefinition<_marketing_identity_v1_ArchiveSegmentRequest, _marketing_identity_v1_ArchiveSegmentResponse, _marketing_identity_v1_ArchiveSegmentRequest__Output, _marketing_identity_v1_ArchiveSegmentResponse__Output>
  CreateSegment: MethodDefinition<_marketing_identity_v1_CreateSegmentRequest, _marketing_identity_v1_CreateSegmentResponse, _marketing_identity_v1_CreateSegmentRequest__Output, _marketing_identity_v1_CreateSegmentResponse__Output>
  GetSegment: MethodDefinition<_marketing_identity_v1_GetSegmentRequest, _marketing_identity_v1_GetSegmentResponse, _marketing_identity_v1_GetSegmentRequest__Output, _marketing_identity_v1_GetSegmentResponse__Output>
  GetSegmentHistory: MethodDefinition<_marketing_identity_v1_GetSegmentHistoryRequest, _marketing_identity_v1_GetSegmentHistoryResponse, _marketing_identity_v1_GetSegmentHistoryRequest__Output, _marketing_identity_v1_GetSegmentHistoryResponse__Output>
  ListSegmentMembers: MethodDefinition<_marketing_identity_v1_ListSegmentMembersRequest, _marketing_identity_v1_ListSegmentMembersResponse, _marketing_identity_v1_ListSegmentMembersRequest__Output, _marketing_identity_v1_ListSegmentMembersResponse__Output>
  ListSegments: MethodDefinition<_marketing_identity_v1_ListSegmentsRequest, _marketing_identity_v1_ListSegmentsResponse, _marketing_identity_v1_ListSegmentsRequest__Output, _marketing_identity_v1_ListSegmentsResponse__Output>
  ListUserSegments: MethodDefinition<_marketing_identity_v1_ListUserSegmentsRequest, _marketing_identity_v1_ListUserSegmentsResponse, _marketing_identity_v1_ListUserSegmentsRequest__Output, _marketing_identity_v1_ListUserSegmentsResponse__Output>
  PreviewSegment: MethodDefinition<_marketing_identity_v1_PreviewSegmentRequest, _marketing_identity_v1_PreviewSegmentResponse, _marketing_identity_v1_PreviewSegmentRequest__Output, _marketing_identity_v1_PreviewSegmentResponse__Output>
  RemoveMember: MethodDefinition<_marketing_identity_v1_RemoveMemberRequest, _marketing_identity_v1_RemoveMemberResponse, _marketing_identity_v1_RemoveMemberRequest__Output, _marketing_identity_v1_RemoveMemberResponse__Output>
  UpdateSegment: MethodDefinition<_marketing_identity_v1_UpdateSegmentRequest, _marketing_identity_v1_UpdateSegmentResponse, _marketing_identity_v1_UpdateSegmentRequest__Output, _marketing_identity_v1_UpdateSegmentResponse__Output>
}
