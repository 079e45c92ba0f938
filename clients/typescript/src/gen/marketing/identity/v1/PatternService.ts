// Original file: protos/marketing/identity/v1/pattern_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { FindSimilarUsersRequest as _marketing_identity_v1_FindSimilarUsersRequest, FindSimilarUsersRequest__Output as _marketing_identity_v1_FindSimilarUsersRequest__Output } from '../../../marketing/identity/v1/FindSimilarUsersRequest.ts';
import type { FindSimilarUsersResponse as _marketing_identity_v1_FindSimilarUsersResponse, FindSimilarUsersResponse__Output as _marketing_identity_v1_FindSimilarUsersResponse__Output } from '../../../marketing/identity/v1/FindSimilarUsersResponse.ts';
import type { GetBehaviorPatternRequest as _marketing_identity_v1_GetBehaviorPatternRequest, GetBehaviorPatternRequest__Output as _marketing_identity_v1_GetBehaviorPatternRequest__Output } from '../../../marketing/identity/v1/GetBehaviorPatternRequest.ts';
import type { GetBehaviorPatternResponse as _marketing_identity_v1_GetBehaviorPatternResponse, GetBehaviorPatternResponse__Output as _marketing_identity_v1_GetBehaviorPatternResponse__Output } from '../../../marketing/identity/v1/GetBehaviorPatternResponse.ts';
import type { GetRecommendationsRequest as _marketing_identity_v1_GetRecommendationsRequest, GetRecommendationsRequest__Output as _marketing_identity_v1_GetRecommendationsRequest__Output } from '../../../marketing/identity/v1/GetRecommendationsRequest.ts';
import type { GetRecommendationsResponse as _marketing_identity_v1_GetRecommendationsResponse, GetRecommendationsResponse__Output as _marketing_identity_v1_GetRecommendationsResponse__Output } from '../../../marketing/identity/v1/GetRecommendationsResponse.ts';

/**
 * How people behave, as vectors of the index user-behavior-patterns: who behaves alike, and what to suggest next. A person is one vector, made of
 * what they did on their last 30 active days (UTC) within 90 days, themselves and whoever was merged into them. Crawlers do not count.
 * 
 * Only names of events, sections of pages and bands go into it: no title, property, query, address, identifier or number. What cannot be told
 * from a section's name (a page "/jane-doe" at the top of a site) stays.
 * 
 * A pattern follows activity after a moment (two seconds by default, at most eight under load). `min_position` is a position of identity's log: the answer
 * takes in everything the log held there.
 */
export interface PatternServiceClient extends grpc.Client {
  /**
   * Most alike first; never the person themself, nor anybody who is part of another. Nobody, while the person has no pattern.
   * UNAVAILABLE VECTOR_STORE_UNAVAILABLE while the index is away.
   */
  FindSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Most alike first; never the person themself, nor anybody who is part of another. Nobody, while the person has no pattern.
   * UNAVAILABLE VECTOR_STORE_UNAVAILABLE while the index is away.
   */
  findSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  findSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  findSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  findSimilarUsers(argument: _marketing_identity_v1_FindSimilarUsersRequest, callback: grpc.requestCallback<_marketing_identity_v1_FindSimilarUsersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * NOT_FOUND USER_NOT_FOUND.
   */
  GetBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  GetBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  GetBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  GetBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  /**
   * NOT_FOUND USER_NOT_FOUND.
   */
  getBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  getBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  getBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  getBehaviorPattern(argument: _marketing_identity_v1_GetBehaviorPatternRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetBehaviorPatternResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The next best actions: what the people most alike who converted did after they had been where this person is, and this person has not done.
   */
  GetRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  GetRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  GetRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  GetRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The next best actions: what the people most alike who converted did after they had been where this person is, and this person has not done.
   */
  getRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  getRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  getRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  getRecommendations(argument: _marketing_identity_v1_GetRecommendationsRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetRecommendationsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * How people behave, as vectors of the index user-behavior-patterns: who behaves alike, and what to suggest next. A person is one vector, made of
 * what they did on their last 30 active days (UTC) within 90 days, themselves and whoever was merged into them. Crawlers do not count.
 * 
 * Only names of events, sections of pages and bands go into it: no title, property, query, address, identifier or number. What cannot be told
 * from a section's name (a page "/jane-doe" at the top of a site) stays.
 * 
 * A pattern follows activity after a moment (two seconds by default, at most eight under load). `min_position` is a position of identity's log: the answer
 * takes in everything the log held there.
 */
export interface PatternServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Most alike first; never the person themself, nor anybody who is part of another. Nobody, while the person has no pattern.
   * UNAVAILABLE VECTOR_STORE_UNAVAILABLE while the index is away.
   */
  FindSimilarUsers: grpc.handleUnaryCall<_marketing_identity_v1_FindSimilarUsersRequest__Output, _marketing_identity_v1_FindSimilarUsersResponse>;
  
  /**
   * NOT_FOUND USER_NOT_FOUND.
   */
  GetBehaviorPattern: grpc.handleUnaryCall<_marketing_identity_v1_GetBehaviorPatternRequest__Output, _marketing_identity_v1_GetBehaviorPatternResponse>;
  
  /**
   * The next best actions: what the people most alike who converted did after they had been where this person is, and this person has not done.
   */
  GetRecommendations: grpc.handleUnaryCall<_marketing_identity_v1_GetRecommendationsRequest__Output, _marketing_identity_v1_GetRecommendationsResponse>;
  
}

export interface PatternServiceDefinition extends grpc.ServiceDefinition {
  FindSimilarUsers: MethodDefinition<_marketing_identity_v1_FindSimilarUsersRequest, _marketing_identity_v1_FindSimilarUsersResponse, _marketing_identity_v1_FindSimilarUsersRequest__Output, _marketing_identity_v1_FindSimilarUsersResponse__Output>
  GetBehaviorPattern: MethodDefinition<_marketing_identity_v1_GetBehaviorPatternRequest, _marketing_identity_v1_GetBehaviorPatternResponse, _marketing_identity_v1_GetBehaviorPatternRequest__Output, _marketing_identity_v1_GetBehaviorPatternResponse__Output>
  GetRecommendations: MethodDefinition<_marketing_identity_v1_GetRecommendationsRequest, _marketing_identity_v1_GetRecommendationsResponse, _marketing_identity_v1_GetRecommendationsRequest__Output, _marketing_identity_v1_GetRecommendationsResponse__Output>
}
