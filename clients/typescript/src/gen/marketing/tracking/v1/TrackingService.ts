// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CountCountriesRequest as _marketing_tracking_v1_CountCountriesRequest, CountCountriesRequest__Output as _marketing_tracking_v1_CountCountriesRequest__Output } from '../../../marketing/tracking/v1/CountCountriesRequest.ts';
import type { CountCountriesResponse as _marketing_tracking_v1_CountCountriesResponse, CountCountriesResponse__Output as _marketing_tracking_v1_CountCountriesResponse__Output } from '../../../marketing/tracking/v1/CountCountriesResponse.ts';
import type { CountEventsRequest as _marketing_tracking_v1_CountEventsRequest, CountEventsRequest__Output as _marketing_tracking_v1_CountEventsRequest__Output } from '../../../marketing/tracking/v1/CountEventsRequest.ts';
import type { CountEventsResponse as _marketing_tracking_v1_CountEventsResponse, CountEventsResponse__Output as _marketing_tracking_v1_CountEventsResponse__Output } from '../../../marketing/tracking/v1/CountEventsResponse.ts';
import type { CountUniqueUsersRequest as _marketing_tracking_v1_CountUniqueUsersRequest, CountUniqueUsersRequest__Output as _marketing_tracking_v1_CountUniqueUsersRequest__Output } from '../../../marketing/tracking/v1/CountUniqueUsersRequest.ts';
import type { CountUniqueUsersResponse as _marketing_tracking_v1_CountUniqueUsersResponse, CountUniqueUsersResponse__Output as _marketing_tracking_v1_CountUniqueUsersResponse__Output } from '../../../marketing/tracking/v1/CountUniqueUsersResponse.ts';
import type { GetFunnelRequest as _marketing_tracking_v1_GetFunnelRequest, GetFunnelRequest__Output as _marketing_tracking_v1_GetFunnelRequest__Output } from '../../../marketing/tracking/v1/GetFunnelRequest.ts';
import type { GetFunnelResponse as _marketing_tracking_v1_GetFunnelResponse, GetFunnelResponse__Output as _marketing_tracking_v1_GetFunnelResponse__Output } from '../../../marketing/tracking/v1/GetFunnelResponse.ts';
import type { GetRecentEventsRequest as _marketing_tracking_v1_GetRecentEventsRequest, GetRecentEventsRequest__Output as _marketing_tracking_v1_GetRecentEventsRequest__Output } from '../../../marketing/tracking/v1/GetRecentEventsRequest.ts';
import type { GetRecentEventsResponse as _marketing_tracking_v1_GetRecentEventsResponse, GetRecentEventsResponse__Output as _marketing_tracking_v1_GetRecentEventsResponse__Output } from '../../../marketing/tracking/v1/GetRecentEventsResponse.ts';
import type { GetSessionEventsRequest as _marketing_tracking_v1_GetSessionEventsRequest, GetSessionEventsRequest__Output as _marketing_tracking_v1_GetSessionEventsRequest__Output } from '../../../marketing/tracking/v1/GetSessionEventsRequest.ts';
import type { GetSessionEventsResponse as _marketing_tracking_v1_GetSessionEventsResponse, GetSessionEventsResponse__Output as _marketing_tracking_v1_GetSessionEventsResponse__Output } from '../../../marketing/tracking/v1/GetSessionEventsResponse.ts';
import type { GetTimelineRequest as _marketing_tracking_v1_GetTimelineRequest, GetTimelineRequest__Output as _marketing_tracking_v1_GetTimelineRequest__Output } from '../../../marketing/tracking/v1/GetTimelineRequest.ts';
import type { GetTimelineResponse as _marketing_tracking_v1_GetTimelineResponse, GetTimelineResponse__Output as _marketing_tracking_v1_GetTimelineResponse__Output } from '../../../marketing/tracking/v1/GetTimelineResponse.ts';
import type { ListEventsRequest as _marketing_tracking_v1_ListEventsRequest, ListEventsRequest__Output as _marketing_tracking_v1_ListEventsRequest__Output } from '../../../marketing/tracking/v1/ListEventsRequest.ts';
import type { ListEventsResponse as _marketing_tracking_v1_ListEventsResponse, ListEventsResponse__Output as _marketing_tracking_v1_ListEventsResponse__Output } from '../../../marketing/tracking/v1/ListEventsResponse.ts';
import type { SubscribeRequest as _marketing_tracking_v1_SubscribeRequest, SubscribeRequest__Output as _marketing_tracking_v1_SubscribeRequest__Output } from '../../../marketing/tracking/v1/SubscribeRequest.ts';
import type { SubscribeResponse as _marketing_tracking_v1_SubscribeResponse, SubscribeResponse__Output as _marketing_tracking_v1_SubscribeResponse__Output } from '../../../marketing/tracking/v1/SubscribeResponse.ts';
import type { TrackEventRequest as _marketing_tracking_v1_TrackEventRequest, TrackEventRequest__Output as _marketing_tracking_v1_TrackEventRequest__Output } from '../../../marketing/tracking/v1/TrackEventRequest.ts';
import type { TrackEventResponse as _marketing_tracking_v1_TrackEventResponse, TrackEventResponse__Output as _marketing_tracking_v1_TrackEventResponse__Output } from '../../../marketing/tracking/v1/TrackEventResponse.ts';
import type { TrackEventsRequest as _marketing_tracking_v1_TrackEventsRequest, TrackEventsRequest__Output as _marketing_tracking_v1_TrackEventsRequest__Output } from '../../../marketing/tracking/v1/TrackEventsRequest.ts';
import type { TrackEventsResponse as _marketing_tracking_v1_TrackEventsResponse, TrackEventsResponse__Output as _marketing_tracking_v1_TrackEventsResponse__Output } from '../../../marketing/tracking/v1/TrackEventsResponse.ts';
import type { TrackStreamRequest as _marketing_tracking_v1_TrackStreamRequest, TrackStreamRequest__Output as _marketing_tracking_v1_TrackStreamRequest__Output } from '../../../marketing/tracking/v1/TrackStreamRequest.ts';
import type { TrackStreamResponse as _marketing_tracking_v1_TrackStreamResponse, TrackStreamResponse__Output as _marketing_tracking_v1_TrackStreamResponse__Output } from '../../../marketing/tracking/v1/TrackStreamResponse.ts';

/**
 * Behavioural events: what a visitor or user did, when, and with which properties.
 * An acknowledged event is committed to the tracking log; the queries read views of that log.
 */
export interface TrackingServiceClient extends grpc.Client {
  /**
   * Counts per country, of events whose address could be placed.
   */
  CountCountries(argument: _marketing_tracking_v1_CountCountriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  CountCountries(argument: _marketing_tracking_v1_CountCountriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  CountCountries(argument: _marketing_tracking_v1_CountCountriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  CountCountries(argument: _marketing_tracking_v1_CountCountriesRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Counts per country, of events whose address could be placed.
   */
  countCountries(argument: _marketing_tracking_v1_CountCountriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  countCountries(argument: _marketing_tracking_v1_CountCountriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  countCountries(argument: _marketing_tracking_v1_CountCountriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  countCountries(argument: _marketing_tracking_v1_CountCountriesRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountCountriesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Counts per hour or day, in the tenant's time zone.
   */
  CountEvents(argument: _marketing_tracking_v1_CountEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  CountEvents(argument: _marketing_tracking_v1_CountEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  CountEvents(argument: _marketing_tracking_v1_CountEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  CountEvents(argument: _marketing_tracking_v1_CountEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Counts per hour or day, in the tenant's time zone.
   */
  countEvents(argument: _marketing_tracking_v1_CountEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  countEvents(argument: _marketing_tracking_v1_CountEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  countEvents(argument: _marketing_tracking_v1_CountEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  countEvents(argument: _marketing_tracking_v1_CountEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How many people were active on a day, or on any day of a range. A merged visitor counts once.
   */
  CountUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  CountUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  CountUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  CountUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How many people were active on a day, or on any day of a range. A merged visitor counts once.
   */
  countUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  countUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  countUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  countUniqueUsers(argument: _marketing_tracking_v1_CountUniqueUsersRequest, callback: grpc.requestCallback<_marketing_tracking_v1_CountUniqueUsersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How many people went through the steps in order, each within the window that starts with their first step.
   */
  GetFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How many people went through the steps in order, each within the window that starts with their first step.
   */
  getFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_tracking_v1_GetFunnelRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The last 100 events at most of one id, newest first, from Redis. Merged ids are interleaved by time.
   */
  GetRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  GetRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  GetRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  GetRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The last 100 events at most of one id, newest first, from Redis. Merged ids are interleaved by time.
   */
  getRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  getRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  getRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  getRecentEvents(argument: _marketing_tracking_v1_GetRecentEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetRecentEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The events of one session, oldest first.
   */
  GetSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  GetSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  GetSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  GetSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The events of one session, oldest first.
   */
  getSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  getSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  getSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  getSessionEvents(argument: _marketing_tracking_v1_GetSessionEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetSessionEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Everything one person did, newest first, under every id that was merged into theirs.
   */
  GetTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  GetTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  GetTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  GetTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Everything one person did, newest first, under every id that was merged into theirs.
   */
  getTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  getTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  getTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  getTimeline(argument: _marketing_tracking_v1_GetTimelineRequest, callback: grpc.requestCallback<_marketing_tracking_v1_GetTimelineResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Events of a time range, newest first.
   */
  ListEvents(argument: _marketing_tracking_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _marketing_tracking_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _marketing_tracking_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _marketing_tracking_v1_ListEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Events of a time range, newest first.
   */
  listEvents(argument: _marketing_tracking_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _marketing_tracking_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _marketing_tracking_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _marketing_tracking_v1_ListEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every event after a position, in log order, then live ones as they are committed.
   */
  Subscribe(argument: _marketing_tracking_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_tracking_v1_SubscribeResponse__Output>;
  Subscribe(argument: _marketing_tracking_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_tracking_v1_SubscribeResponse__Output>;
  /**
   * Every event after a position, in log order, then live ones as they are committed.
   */
  subscribe(argument: _marketing_tracking_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_tracking_v1_SubscribeResponse__Output>;
  subscribe(argument: _marketing_tracking_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_tracking_v1_SubscribeResponse__Output>;
  
  /**
   * Takes one event. A bad event is an error of the call (INVALID_ARGUMENT), unlike in a batch.
   */
  TrackEvent(argument: _marketing_tracking_v1_TrackEventRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  TrackEvent(argument: _marketing_tracking_v1_TrackEventRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  TrackEvent(argument: _marketing_tracking_v1_TrackEventRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  TrackEvent(argument: _marketing_tracking_v1_TrackEventRequest, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes one event. A bad event is an error of the call (INVALID_ARGUMENT), unlike in a batch.
   */
  trackEvent(argument: _marketing_tracking_v1_TrackEventRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  trackEvent(argument: _marketing_tracking_v1_TrackEventRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  trackEvent(argument: _marketing_tracking_v1_TrackEventRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  trackEvent(argument: _marketing_tracking_v1_TrackEventRequest, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes up to 1,000 events. One result for each, in order; a bad event is REJECTED alone.
   */
  TrackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  TrackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  TrackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  TrackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes up to 1,000 events. One result for each, in order; a bad event is REJECTED alone.
   */
  trackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  trackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  trackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  trackEvents(argument: _marketing_tracking_v1_TrackEventsRequest, callback: grpc.requestCallback<_marketing_tracking_v1_TrackEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Batches over one stream. Each is acknowledged, after its commit, under the batch id the client chose, not
   * necessarily in the order of sending. The server reads no further while too many batches wait for their commit.
   */
  TrackStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_marketing_tracking_v1_TrackStreamRequest, _marketing_tracking_v1_TrackStreamResponse__Output>;
  TrackStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_marketing_tracking_v1_TrackStreamRequest, _marketing_tracking_v1_TrackStreamResponse__Output>;
  /**
   * Batches over one stream. Each is acknowledged, after its commit, under the batch id the client chose, not
   * necessarily in the order of sending. The server reads no further while too many batches wait for their commit.
   */
  trackStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_marketing_tracking_v1_TrackStreamRequest, _marketing_tracking_v1_TrackStreamResponse__Output>;
  trackStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_marketing_tracking_v1_TrackStreamRequest, _marketing_tracking_v1_TrackStreamResponse__Output>;
  
}

/**
 * Behavioural events: what a visitor or user did, when, and with which properties.
 * An acknowledged event is committed to the tracking log; the queries read views of that log.
 */
export interface TrackingServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Counts per country, of events whose address could be placed.
   */
  CountCountries: grpc.handleUnaryCall<_marketing_tracking_v1_CountCountriesRequest__Output, _marketing_tracking_v1_CountCountriesResponse>;
  
  /**
   * Counts per hour or day, in the tenant's time zone.
   */
  CountEvents: grpc.handleUnaryCall<_marketing_tracking_v1_CountEventsRequest__Output, _marketing_tracking_v1_CountEventsResponse>;
  
  /**
   * How many people were active on a day, or on any day of a range. A merged visitor counts once.
   */
  CountUniqueUsers: grpc.handleUnaryCall<_marketing_tracking_v1_CountUniqueUsersRequest__Output, _marketing_tracking_v1_CountUniqueUsersResponse>;
  
  /**
   * How many people went through the steps in order, each within the window that starts with their first step.
   */
  GetFunnel: grpc.handleUnaryCall<_marketing_tracking_v1_GetFunnelRequest__Output, _marketing_tracking_v1_GetFunnelResponse>;
  
  /**
   * The last 100 events at most of one id, newest first, from Redis. Merged ids are interleaved by time.
   */
  GetRecentEvents: grpc.handleUnaryCall<_marketing_tracking_v1_GetRecentEventsRequest__Output, _marketing_tracking_v1_GetRecentEventsResponse>;
  
  /**
   * The events of one session, oldest first.
   */
  GetSessionEvents: grpc.handleUnaryCall<_marketing_tracking_v1_GetSessionEventsRequest__Output, _marketing_tracking_v1_GetSessionEventsResponse>;
  
  /**
   * Everything one person did, newest first, under every id that was merged into theirs.
   */
  GetTimeline: grpc.handleUnaryCall<_marketing_tracking_v1_GetTimelineRequest__Output, _marketing_tracking_v1_GetTimelineResponse>;
  
  /**
   * Events of a time range, newest first.
   */
  ListEvents: grpc.handleUnaryCall<_marketing_tracking_v1_ListEventsRequest__Output, _marketing_tracking_v1_ListEventsResponse>;
  
  /**
   * Every event after a position, in log order, then live ones as they are committed.
   */
  Subscribe: grpc.handleServerStreamingCall<_marketing_tracking_v1_SubscribeRequest__Output, _marketing_tracking_v1_SubscribeResponse>;
  
  /**
   * Takes one event. A bad event is an error of the call (INVALID_ARGUMENT), unlike in a batch.
   */
  TrackEvent: grpc.handleUnaryCall<_marketing_tracking_v1_TrackEventRequest__Output, _marketing_tracking_v1_TrackEventResponse>;
  
  /**
   * Takes up to 1,000 events. One result for each, in order; a bad event is REJECTED alone.
   */
  TrackEvents: grpc.handleUnaryCall<_marketing_tracking_v1_TrackEventsRequest__Output, _marketing_tracking_v1_TrackEventsResponse>;
  
  /**
   * Batches over one stream. Each is acknowledged, after its commit, under the batch id the client chose, not
   * necessarily in the order of sending. The server reads no further while too many batches wait for their commit.
   */
  TrackStream: grpc.handleBidiStreamingCall<_marketing_tracking_v1_TrackStreamRequest__Output, _marketing_tracking_v1_TrackStreamResponse>;
  
}

export interface TrackingServiceDefinition extends grpc.ServiceDefinition {
  CountCountries: MethodDefinition<_marketing_tracking_v1_CountCountriesRequest, _marketing_tracking_v1_CountCountriesResponse, _marketing_tracking_v1_CountCountriesRequest__Output, _marketing_tracking_v1_CountCountriesResponse__Output>
  CountEvents: MethodDefinition<_marketing_tracking_v1_CountEventsRequest, _marketing_tracking_v1_CountEventsResponse, _marketing_tracking_v1_CountEventsRequest__Output, _marketing_tracking_v1_CountEventsResponse__Output>
  CountUniqueUsers: MethodDefinition<_marketing_tracking_v1_CountUniqueUsersRequest, _marketing_tracking_v1_CountUniqueUsersResponse, _marketing_tracking_v1_CountUniqueUsersRequest__Output, _marketing_tracking_v1_CountUniqueUsersResponse__Output>
  GetFunnel: MethodDefinition<_marketing_tracking_v1_GetFunnelRequest, _marketing_tracking_v1_GetFunnelResponse, _marketing_tracking_v1_GetFunnelRequest__Output, _marketing_tracking_v1_GetFunnelResponse__Output>
  GetRecentEvents: MethodDefinition<_marketing_tracking_v1_GetRecentEventsRequest, _marketing_tracking_v1_GetRecentEventsResponse, _marketing_tracking_v1_GetRecentEventsRequest__Output, _marketing_tracking_v1_GetRecentEventsResponse__Output>
  GetSessionEvents: MethodDefinition<_marketing_tracking_v1_GetSessionEventsRequest, _marketing_tracking_v1_GetSessionEventsResponse, _marketing_tracking_v1_GetSessionEventsRequest__Output, _marketing_tracking_v1_GetSessionEventsResponse__Output>
  GetTimeline: MethodDefinition<_marketing_tracking_v1_GetTimelineRequest, _marketing_tracking_v1_GetTimelineResponse, _marketing_tracking_v1_GetTimelineRequest__Output, _marketing_tracking_v1_GetTimelineResponse__Output>
  ListEvents: MethodDefinition<_marketing_tracking_v1_ListEventsRequest, _marketing_tracking_v1_ListEventsResponse, _marketing_tracking_v1_ListEventsRequest__Output, _marketing_tracking_v1_ListEventsResponse__Output>
  Subscribe: MethodDefinition<_marketing_tracking_v1_SubscribeRequest, _marketing_tracking_v1_SubscribeResponse, _marketing_tracking_v1_SubscribeRequest__Output, _marketing_tracking_v1_SubscribeResponse__Output>
  TrackEvent: MethodDefinition<_marketing_tracking_v1_TrackEventRequest, _marketing_tracking_v1_TrackEventResponse, _marketing_tracking_v1_TrackEventRequest__Output, _marketing_tracking_v1_TrackEventResponse__Output>
  TrackEvents: MethodDefinition<_marketing_tracking_v1_TrackEventsRequest, _marketing_tracking_v1_TrackEventsResponse, _marketing_tracking_v1_TrackEventsRequest__Output, _marketing_tracking_v1_TrackEventsResponse__Output>
  TrackStream: MethodDefinition<_marketing_tracking_v1_TrackStreamRequest, _marketing_tracking_v1_TrackStreamResponse, _marketing_tracking_v1_TrackStreamRequest__Output, _marketing_tracking_v1_TrackStreamResponse__Output>
}
