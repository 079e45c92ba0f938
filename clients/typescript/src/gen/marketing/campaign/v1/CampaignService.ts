// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CompleteCampaignRequest as _marketing_campaign_v1_CompleteCampaignRequest, CompleteCampaignRequest__Output as _marketing_campaign_v1_CompleteCampaignRequest__Output } from '../../../marketing/campaign/v1/CompleteCampaignRequest.ts';
import type { CompleteCampaignResponse as _marketing_campaign_v1_CompleteCampaignResponse, CompleteCampaignResponse__Output as _marketing_campaign_v1_CompleteCampaignResponse__Output } from '../../../marketing/campaign/v1/CompleteCampaignResponse.ts';
import type { CreateCampaignRequest as _marketing_campaign_v1_CreateCampaignRequest, CreateCampaignRequest__Output as _marketing_campaign_v1_CreateCampaignRequest__Output } from '../../../marketing/campaign/v1/CreateCampaignRequest.ts';
import type { CreateCampaignResponse as _marketing_campaign_v1_CreateCampaignResponse, CreateCampaignResponse__Output as _marketing_campaign_v1_CreateCampaignResponse__Output } from '../../../marketing/campaign/v1/CreateCampaignResponse.ts';
import type { FindSimilarCampaignsRequest as _marketing_campaign_v1_FindSimilarCampaignsRequest, FindSimilarCampaignsRequest__Output as _marketing_campaign_v1_FindSimilarCampaignsRequest__Output } from '../../../marketing/campaign/v1/FindSimilarCampaignsRequest.ts';
import type { FindSimilarCampaignsResponse as _marketing_campaign_v1_FindSimilarCampaignsResponse, FindSimilarCampaignsResponse__Output as _marketing_campaign_v1_FindSimilarCampaignsResponse__Output } from '../../../marketing/campaign/v1/FindSimilarCampaignsResponse.ts';
import type { GetCampaignRequest as _marketing_campaign_v1_GetCampaignRequest, GetCampaignRequest__Output as _marketing_campaign_v1_GetCampaignRequest__Output } from '../../../marketing/campaign/v1/GetCampaignRequest.ts';
import type { GetCampaignResponse as _marketing_campaign_v1_GetCampaignResponse, GetCampaignResponse__Output as _marketing_campaign_v1_GetCampaignResponse__Output } from '../../../marketing/campaign/v1/GetCampaignResponse.ts';
import type { GetLeaderboardRequest as _marketing_campaign_v1_GetLeaderboardRequest, GetLeaderboardRequest__Output as _marketing_campaign_v1_GetLeaderboardRequest__Output } from '../../../marketing/campaign/v1/GetLeaderboardRequest.ts';
import type { GetLeaderboardResponse as _marketing_campaign_v1_GetLeaderboardResponse, GetLeaderboardResponse__Output as _marketing_campaign_v1_GetLeaderboardResponse__Output } from '../../../marketing/campaign/v1/GetLeaderboardResponse.ts';
import type { GetRoiRequest as _marketing_campaign_v1_GetRoiRequest, GetRoiRequest__Output as _marketing_campaign_v1_GetRoiRequest__Output } from '../../../marketing/campaign/v1/GetRoiRequest.ts';
import type { GetRoiResponse as _marketing_campaign_v1_GetRoiResponse, GetRoiResponse__Output as _marketing_campaign_v1_GetRoiResponse__Output } from '../../../marketing/campaign/v1/GetRoiResponse.ts';
import type { ListCampaignsRequest as _marketing_campaign_v1_ListCampaignsRequest, ListCampaignsRequest__Output as _marketing_campaign_v1_ListCampaignsRequest__Output } from '../../../marketing/campaign/v1/ListCampaignsRequest.ts';
import type { ListCampaignsResponse as _marketing_campaign_v1_ListCampaignsResponse, ListCampaignsResponse__Output as _marketing_campaign_v1_ListCampaignsResponse__Output } from '../../../marketing/campaign/v1/ListCampaignsResponse.ts';
import type { PauseCampaignRequest as _marketing_campaign_v1_PauseCampaignRequest, PauseCampaignRequest__Output as _marketing_campaign_v1_PauseCampaignRequest__Output } from '../../../marketing/campaign/v1/PauseCampaignRequest.ts';
import type { PauseCampaignResponse as _marketing_campaign_v1_PauseCampaignResponse, PauseCampaignResponse__Output as _marketing_campaign_v1_PauseCampaignResponse__Output } from '../../../marketing/campaign/v1/PauseCampaignResponse.ts';
import type { RecordRevenueRequest as _marketing_campaign_v1_RecordRevenueRequest, RecordRevenueRequest__Output as _marketing_campaign_v1_RecordRevenueRequest__Output } from '../../../marketing/campaign/v1/RecordRevenueRequest.ts';
import type { RecordRevenueResponse as _marketing_campaign_v1_RecordRevenueResponse, RecordRevenueResponse__Output as _marketing_campaign_v1_RecordRevenueResponse__Output } from '../../../marketing/campaign/v1/RecordRevenueResponse.ts';
import type { RecordSpendRequest as _marketing_campaign_v1_RecordSpendRequest, RecordSpendRequest__Output as _marketing_campaign_v1_RecordSpendRequest__Output } from '../../../marketing/campaign/v1/RecordSpendRequest.ts';
import type { RecordSpendResponse as _marketing_campaign_v1_RecordSpendResponse, RecordSpendResponse__Output as _marketing_campaign_v1_RecordSpendResponse__Output } from '../../../marketing/campaign/v1/RecordSpendResponse.ts';
import type { ReleaseSpendRequest as _marketing_campaign_v1_ReleaseSpendRequest, ReleaseSpendRequest__Output as _marketing_campaign_v1_ReleaseSpendRequest__Output } from '../../../marketing/campaign/v1/ReleaseSpendRequest.ts';
import type { ReleaseSpendResponse as _marketing_campaign_v1_ReleaseSpendResponse, ReleaseSpendResponse__Output as _marketing_campaign_v1_ReleaseSpendResponse__Output } from '../../../marketing/campaign/v1/ReleaseSpendResponse.ts';
import type { ReserveSpendRequest as _marketing_campaign_v1_ReserveSpendRequest, ReserveSpendRequest__Output as _marketing_campaign_v1_ReserveSpendRequest__Output } from '../../../marketing/campaign/v1/ReserveSpendRequest.ts';
import type { ReserveSpendResponse as _marketing_campaign_v1_ReserveSpendResponse, ReserveSpendResponse__Output as _marketing_campaign_v1_ReserveSpendResponse__Output } from '../../../marketing/campaign/v1/ReserveSpendResponse.ts';
import type { ResumeCampaignRequest as _marketing_campaign_v1_ResumeCampaignRequest, ResumeCampaignRequest__Output as _marketing_campaign_v1_ResumeCampaignRequest__Output } from '../../../marketing/campaign/v1/ResumeCampaignRequest.ts';
import type { ResumeCampaignResponse as _marketing_campaign_v1_ResumeCampaignResponse, ResumeCampaignResponse__Output as _marketing_campaign_v1_ResumeCampaignResponse__Output } from '../../../marketing/campaign/v1/ResumeCampaignResponse.ts';
import type { ScheduleCampaignRequest as _marketing_campaign_v1_ScheduleCampaignRequest, ScheduleCampaignRequest__Output as _marketing_campaign_v1_ScheduleCampaignRequest__Output } from '../../../marketing/campaign/v1/ScheduleCampaignRequest.ts';
import type { ScheduleCampaignResponse as _marketing_campaign_v1_ScheduleCampaignResponse, ScheduleCampaignResponse__Output as _marketing_campaign_v1_ScheduleCampaignResponse__Output } from '../../../marketing/campaign/v1/ScheduleCampaignResponse.ts';
import type { StartCampaignRequest as _marketing_campaign_v1_StartCampaignRequest, StartCampaignRequest__Output as _marketing_campaign_v1_StartCampaignRequest__Output } from '../../../marketing/campaign/v1/StartCampaignRequest.ts';
import type { StartCampaignResponse as _marketing_campaign_v1_StartCampaignResponse, StartCampaignResponse__Output as _marketing_campaign_v1_StartCampaignResponse__Output } from '../../../marketing/campaign/v1/StartCampaignResponse.ts';
import type { StopCampaignRequest as _marketing_campaign_v1_StopCampaignRequest, StopCampaignRequest__Output as _marketing_campaign_v1_StopCampaignRequest__Output } from '../../../marketing/campaign/v1/StopCampaignRequest.ts';
import type { StopCampaignResponse as _marketing_campaign_v1_StopCampaignResponse, StopCampaignResponse__Output as _marketing_campaign_v1_StopCampaignResponse__Output } from '../../../marketing/campaign/v1/StopCampaignResponse.ts';
import type { SubscribeRequest as _marketing_campaign_v1_SubscribeRequest, SubscribeRequest__Output as _marketing_campaign_v1_SubscribeRequest__Output } from '../../../marketing/campaign/v1/SubscribeRequest.ts';
import type { SubscribeResponse as _marketing_campaign_v1_SubscribeResponse, SubscribeResponse__Output as _marketing_campaign_v1_SubscribeResponse__Output } from '../../../marketing/campaign/v1/SubscribeResponse.ts';
import type { UnscheduleCampaignRequest as _marketing_campaign_v1_UnscheduleCampaignRequest, UnscheduleCampaignRequest__Output as _marketing_campaign_v1_UnscheduleCampaignRequest__Output } from '../../../marketing/campaign/v1/UnscheduleCampaignRequest.ts';
import type { UnscheduleCampaignResponse as _marketing_campaign_v1_UnscheduleCampaignResponse, UnscheduleCampaignResponse__Output as _marketing_campaign_v1_UnscheduleCampaignResponse__Output } from '../../../marketing/campaign/v1/UnscheduleCampaignResponse.ts';
import type { UpdateCampaignRequest as _marketing_campaign_v1_UpdateCampaignRequest, UpdateCampaignRequest__Output as _marketing_campaign_v1_UpdateCampaignRequest__Output } from '../../../marketing/campaign/v1/UpdateCampaignRequest.ts';
import type { UpdateCampaignResponse as _marketing_campaign_v1_UpdateCampaignResponse, UpdateCampaignResponse__Output as _marketing_campaign_v1_UpdateCampaignResponse__Output } from '../../../marketing/campaign/v1/UpdateCampaignResponse.ts';
import type { WatchCampaignsRequest as _marketing_campaign_v1_WatchCampaignsRequest, WatchCampaignsRequest__Output as _marketing_campaign_v1_WatchCampaignsRequest__Output } from '../../../marketing/campaign/v1/WatchCampaignsRequest.ts';
import type { WatchCampaignsResponse as _marketing_campaign_v1_WatchCampaignsResponse, WatchCampaignsResponse__Output as _marketing_campaign_v1_WatchCampaignsResponse__Output } from '../../../marketing/campaign/v1/WatchCampaignsResponse.ts';

/**
 * Campaigns: what they are, where they stand, what they may spend, spend and earn. Money is in micros (1,000,000 = one unit of the currency),
 * exact, and never mixed between currencies. Scopes: campaign:read, campaign:write.
 */
export interface CampaignServiceClient extends grpc.Client {
  /**
   * active or paused > completed. Terminal.
   */
  CompleteCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  CompleteCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  CompleteCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  CompleteCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * active or paused > completed. Terminal.
   */
  completeCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  completeCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  completeCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  completeCampaign(argument: _marketing_campaign_v1_CompleteCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CompleteCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A new campaign, a draft that has spent nothing. ALREADY_EXISTS when the id is taken.
   */
  CreateCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A new campaign, a draft that has spent nothing. ALREADY_EXISTS when the id is taken.
   */
  createCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  createCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  createCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  createCampaign(argument: _marketing_campaign_v1_CreateCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CreateCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Finished campaigns that were planned alike, most alike first, and what to expect of the plan by how they did. By meaning, from the vector
   * index campaign-history. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE, EMBEDDER_UNAVAILABLE), FAILED_PRECONDITION VECTORS_NOT_CONFIGURED, NOT_FOUND
   * CAMPAIGN_NOT_FOUND.
   */
  FindSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  FindSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Finished campaigns that were planned alike, most alike first, and what to expect of the plan by how they did. By meaning, from the vector
   * index campaign-history. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE, EMBEDDER_UNAVAILABLE), FAILED_PRECONDITION VECTORS_NOT_CONFIGURED, NOT_FOUND
   * CAMPAIGN_NOT_FOUND.
   */
  findSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  findSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  findSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  findSimilarCampaigns(argument: _marketing_campaign_v1_FindSimilarCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_FindSimilarCampaignsResponse__Output>): grpc.ClientUnaryCall;
  
  GetCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  getCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  getCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  getCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  getCampaign(argument: _marketing_campaign_v1_GetCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Best first: 100 x performance_score, from Redis, refilled from the table when missing.
   */
  GetLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  GetLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  GetLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  GetLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Best first: 100 x performance_score, from Redis, refilled from the table when missing.
   */
  getLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  getLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  getLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  getLeaderboard(argument: _marketing_campaign_v1_GetLeaderboardRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetLeaderboardResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Return on what was spent, a figure per currency, with what the campaign brought about.
   */
  GetRoi(argument: _marketing_campaign_v1_GetRoiRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  GetRoi(argument: _marketing_campaign_v1_GetRoiRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  GetRoi(argument: _marketing_campaign_v1_GetRoiRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  GetRoi(argument: _marketing_campaign_v1_GetRoiRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Return on what was spent, a figure per currency, with what the campaign brought about.
   */
  getRoi(argument: _marketing_campaign_v1_GetRoiRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  getRoi(argument: _marketing_campaign_v1_GetRoiRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  getRoi(argument: _marketing_campaign_v1_GetRoiRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  getRoi(argument: _marketing_campaign_v1_GetRoiRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetRoiResponse__Output>): grpc.ClientUnaryCall;
  
  ListCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listCampaigns(argument: _marketing_campaign_v1_ListCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListCampaignsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * active > paused.
   */
  PauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  PauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  PauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  PauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * active > paused.
   */
  pauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  pauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  pauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  pauseCampaign(argument: _marketing_campaign_v1_PauseCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_PauseCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Revenue known to be this campaign's: counts under every attribution model. Conversions of leads are attributed by themselves.
   */
  RecordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  RecordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  RecordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  RecordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Revenue known to be this campaign's: counts under every attribution model. Conversions of leads are attributed by themselves.
   */
  recordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  recordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  recordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  recordRevenue(argument: _marketing_campaign_v1_RecordRevenueRequest, callback: grpc.requestCallback<_marketing_campaign_v1_RecordRevenueResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Spend that happened already, as a platform reports it: always booked, whatever the status; an active campaign that is over its budget
   * by it is paused (reason budget_exceeded).
   */
  RecordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  RecordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  RecordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  RecordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Spend that happened already, as a platform reports it: always booked, whatever the status; an active campaign that is over its budget
   * by it is paused (reason budget_exceeded).
   */
  recordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  recordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  recordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  recordSpend(argument: _marketing_campaign_v1_RecordSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_RecordSpendResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Gives back what of a reservation was not spent. FAILED_PRECONDITION RELEASE_EXCEEDS_RESERVATION.
   */
  ReleaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  ReleaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  ReleaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  ReleaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives back what of a reservation was not spent. FAILED_PRECONDITION RELEASE_EXCEEDS_RESERVATION.
   */
  releaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  releaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  releaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  releaseSpend(argument: _marketing_campaign_v1_ReleaseSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReleaseSpendResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The hard guard before spending: counts as spent at once, or FAILED_PRECONDITION BUDGET_EXCEEDED (DAILY_BUDGET_EXCEEDED). Only for an active
   * campaign (CAMPAIGN_NOT_ACTIVE), in its currency (CURRENCY_MISMATCH). Concurrent callers never pass the budget together.
   */
  ReserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  ReserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  ReserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  ReserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The hard guard before spending: counts as spent at once, or FAILED_PRECONDITION BUDGET_EXCEEDED (DAILY_BUDGET_EXCEEDED). Only for an active
   * campaign (CAMPAIGN_NOT_ACTIVE), in its currency (CURRENCY_MISMATCH). Concurrent callers never pass the budget together.
   */
  reserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  reserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  reserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  reserveSpend(argument: _marketing_campaign_v1_ReserveSpendRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReserveSpendResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * paused > active, where it stopped: started_at stays. FAILED_PRECONDITION BUDGET_EXHAUSTED while more is spent than the budget.
   */
  ResumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  ResumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  ResumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  ResumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * paused > active, where it stopped: started_at stays. FAILED_PRECONDITION BUDGET_EXHAUSTED while more is spent than the budget.
   */
  resumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  resumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  resumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  resumeCampaign(argument: _marketing_campaign_v1_ResumeCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ResumeCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A draft starts by itself between start_at and start_until; past that it does not start, and schedule_missed_at says so. Scheduling
   * again replaces the schedule.
   */
  ScheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  ScheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  ScheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  ScheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A draft starts by itself between start_at and start_until; past that it does not start, and schedule_missed_at says so. Scheduling
   * again replaces the schedule.
   */
  scheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  scheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  scheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  scheduleCampaign(argument: _marketing_campaign_v1_ScheduleCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ScheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * draft > active. Every wrong move is FAILED_PRECONDITION ILLEGAL_TRANSITION with metadata `from` and `to`.
   */
  StartCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  StartCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  StartCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  StartCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * draft > active. Every wrong move is FAILED_PRECONDITION ILLEGAL_TRANSITION with metadata `from` and `to`.
   */
  startCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  startCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  startCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  startCampaign(argument: _marketing_campaign_v1_StartCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_StartCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * draft, active or paused > stopped. Terminal.
   */
  StopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  StopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  StopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  StopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * draft, active or paused > stopped. Terminal.
   */
  stopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  stopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  stopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  stopCampaign(argument: _marketing_campaign_v1_StopCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_StopCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe(argument: _marketing_campaign_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_SubscribeResponse__Output>;
  Subscribe(argument: _marketing_campaign_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_SubscribeResponse__Output>;
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  subscribe(argument: _marketing_campaign_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_SubscribeResponse__Output>;
  subscribe(argument: _marketing_campaign_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_SubscribeResponse__Output>;
  
  /**
   * Takes the schedule of a draft away.
   */
  UnscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  UnscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  UnscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  UnscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes the schedule of a draft away.
   */
  unscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  unscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  unscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  unscheduleCampaign(argument: _marketing_campaign_v1_UnscheduleCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UnscheduleCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Changes what update_mask names. FAILED_PRECONDITION: BUDGET_BELOW_SPENT, TYPE_IS_FIXED (after the start), CAMPAIGN_ENDED.
   */
  UpdateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Changes what update_mask names. FAILED_PRECONDITION: BUDGET_BELOW_SPENT, TYPE_IS_FIXED (after the start), CAMPAIGN_ENDED.
   */
  updateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateCampaign(argument: _marketing_campaign_v1_UpdateCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every change of a status after a position, in log order, then live ones: the durable copy of the Pub/Sub channel campaign_updates.
   */
  WatchCampaigns(argument: _marketing_campaign_v1_WatchCampaignsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_WatchCampaignsResponse__Output>;
  WatchCampaigns(argument: _marketing_campaign_v1_WatchCampaignsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_WatchCampaignsResponse__Output>;
  /**
   * Every change of a status after a position, in log order, then live ones: the durable copy of the Pub/Sub channel campaign_updates.
   */
  watchCampaigns(argument: _marketing_campaign_v1_WatchCampaignsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_WatchCampaignsResponse__Output>;
  watchCampaigns(argument: _marketing_campaign_v1_WatchCampaignsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_campaign_v1_WatchCampaignsResponse__Output>;
  
}

/**
 * Campaigns: what they are, where they stand, what they may spend, spend and earn. Money is in micros (1,000,000 = one unit of the currency),
 * exact, and never mixed between currencies. Scopes: campaign:read, campaign:write.
 */
export interface CampaignServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * active or paused > completed. Terminal.
   */
  CompleteCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_CompleteCampaignRequest__Output, _marketing_campaign_v1_CompleteCampaignResponse>;
  
  /**
   * A new campaign, a draft that has spent nothing. ALREADY_EXISTS when the id is taken.
   */
  CreateCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_CreateCampaignRequest__Output, _marketing_campaign_v1_CreateCampaignResponse>;
  
  /**
   * Finished campaigns that were planned alike, most alike first, and what to expect of the plan by how they did. By meaning, from the vector
   * index campaign-history. UNAVAILABLE (VECTOR_STORE_UNAVAILABLE, EMBEDDER_UNAVAILABLE), FAILED_PRECONDITION VECTORS_NOT_CONFIGURED, NOT_FOUND
   * CAMPAIGN_NOT_FOUND.
   */
  FindSimilarCampaigns: grpc.handleUnaryCall<_marketing_campaign_v1_FindSimilarCampaignsRequest__Output, _marketing_campaign_v1_FindSimilarCampaignsResponse>;
  
  GetCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_GetCampaignRequest__Output, _marketing_campaign_v1_GetCampaignResponse>;
  
  /**
   * Best first: 100 x performance_score, from Redis, refilled from the table when missing.
   */
  GetLeaderboard: grpc.handleUnaryCall<_marketing_campaign_v1_GetLeaderboardRequest__Output, _marketing_campaign_v1_GetLeaderboardResponse>;
  
  /**
   * Return on what was spent, a figure per currency, with what the campaign brought about.
   */
  GetRoi: grpc.handleUnaryCall<_marketing_campaign_v1_GetRoiRequest__Output, _marketing_campaign_v1_GetRoiResponse>;
  
  ListCampaigns: grpc.handleUnaryCall<_marketing_campaign_v1_ListCampaignsRequest__Output, _marketing_campaign_v1_ListCampaignsResponse>;
  
  /**
   * active > paused.
   */
  PauseCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_PauseCampaignRequest__Output, _marketing_campaign_v1_PauseCampaignResponse>;
  
  /**
   * Revenue known to be this campaign's: counts under every attribution model. Conversions of leads are attributed by themselves.
   */
  RecordRevenue: grpc.handleUnaryCall<_marketing_campaign_v1_RecordRevenueRequest__Output, _marketing_campaign_v1_RecordRevenueResponse>;
  
  /**
   * Spend that happened already, as a platform reports it: always booked, whatever the status; an active campaign that is over its budget
   * by it is paused (reason budget_exceeded).
   */
  RecordSpend: grpc.handleUnaryCall<_marketing_campaign_v1_RecordSpendRequest__Output, _marketing_campaign_v1_RecordSpendResponse>;
  
  /**
   * Gives back what of a reservation was not spent. FAILED_PRECONDITION RELEASE_EXCEEDS_RESERVATION.
   */
  ReleaseSpend: grpc.handleUnaryCall<_marketing_campaign_v1_ReleaseSpendRequest__Output, _marketing_campaign_v1_ReleaseSpendResponse>;
  
  /**
   * The hard guard before spending: counts as spent at once, or FAILED_PRECONDITION BUDGET_EXCEEDED (DAILY_BUDGET_EXCEEDED). Only for an active
   * campaign (CAMPAIGN_NOT_ACTIVE), in its currency (CURRENCY_MISMATCH). Concurrent callers never pass the budget together.
   */
  ReserveSpend: grpc.handleUnaryCall<_marketing_campaign_v1_ReserveSpendRequest__Output, _marketing_campaign_v1_ReserveSpendResponse>;
  
  /**
   * paused > active, where it stopped: started_at stays. FAILED_PRECONDITION BUDGET_EXHAUSTED while more is spent than the budget.
   */
  ResumeCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_ResumeCampaignRequest__Output, _marketing_campaign_v1_ResumeCampaignResponse>;
  
  /**
   * A draft starts by itself between start_at and start_until; past that it does not start, and schedule_missed_at says so. Scheduling
   * again replaces the schedule.
   */
  ScheduleCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_ScheduleCampaignRequest__Output, _marketing_campaign_v1_ScheduleCampaignResponse>;
  
  /**
   * draft > active. Every wrong move is FAILED_PRECONDITION ILLEGAL_TRANSITION with metadata `from` and `to`.
   */
  StartCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_StartCampaignRequest__Output, _marketing_campaign_v1_StartCampaignResponse>;
  
  /**
   * draft, active or paused > stopped. Terminal.
   */
  StopCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_StopCampaignRequest__Output, _marketing_campaign_v1_StopCampaignResponse>;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe: grpc.handleServerStreamingCall<_marketing_campaign_v1_SubscribeRequest__Output, _marketing_campaign_v1_SubscribeResponse>;
  
  /**
   * Takes the schedule of a draft away.
   */
  UnscheduleCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_UnscheduleCampaignRequest__Output, _marketing_campaign_v1_UnscheduleCampaignResponse>;
  
  /**
   * Changes what update_mask names. FAILED_PRECONDITION: BUDGET_BELOW_SPENT, TYPE_IS_FIXED (after the start), CAMPAIGN_ENDED.
   */
  UpdateCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_UpdateCampaignRequest__Output, _marketing_campaign_v1_UpdateCampaignResponse>;
  
  /**
   * Every change of a status after a position, in log order, then live ones: the durable copy of the Pub/Sub channel campaign_updates.
   */
  WatchCampaigns: grpc.handleServerStreamingCall<_marketing_campaign_v1_WatchCampaignsRequest__Output, _marketing_campaign_v1_WatchCampaignsResponse>;
  
}

export interface CampaignServiceDefinition extends grpc.ServiceDefinition {
  CompleteCampaign: MethodDefinition<_marketing_campaign_v1_CompleteCampaignRequest, _marketing_campaign_v1_CompleteCampaignResponse, _marketing_campaign_v1_CompleteCampaignRequest__Output, _marketing_campaign_v1_CompleteCampaignResponse__Output>
  CreateCampaign: MethodDefinition<_marketing_campaign_v1_CreateCampaignRequest, _marketing_campaign_v1_CreateCampaignResponse, _marketing_campaign_v1_CreateCampaignRequest__Output, _marketing_campaign_v1_CreateCampaignResponse__Output>
  FindSimilarCampaigns: MethodDefinition<_marketing_campaign_v1_FindSimilarCampaignsRequest, _marketing_campaign_v1_FindSimilarCampaignsResponse, _marketing_campaign_v1_FindSimilarCampaignsRequest__Output, _marketing_campaign_v1_FindSimilarCampaignsResponse__Output>
  GetCampaign: MethodDefinition<_marketing_campaign_v1_GetCampaignRequest, _marketing_campaign_v1_GetCampaignResponse, _marketing_campaign_v1_GetCampaignRequest__Output, _marketing_campaign_v1_GetCampaignResponse__Output>
  GetLeaderboard: MethodDefinition<_marketing_campaign_v1_GetLeaderboardRequest, _marketing_campaign_v1_GetLeaderboardResponse, _marketing_campaign_v1_GetLeaderboardRequest__Output, _marketing_campaign_v1_GetLeaderboardResponse__Output>
  GetRoi: MethodDefinition<_marketing_campaign_v1_GetRoiRequest, _marketing_campaign_v1_GetRoiResponse, _marketing_campaign_v1_GetRoiRequest__Output, _marketing_campaign_v1_GetRoiResponse__Output>
  ListCampaigns: MethodDefinition<_marketing_campaign_v1_ListCampaignsRequest, _marketing_campaign_v1_ListCampaignsResponse, _marketing_campaign_v1_ListCampaignsRequest__Output, _marketing_campaign_v1_ListCampaignsResponse__Output>
  PauseCampaign: MethodDefinition<_marketing_campaign_v1_PauseCampaignRequest, _marketing_campaign_v1_PauseCampaignResponse, _marketing_campaign_v1_PauseCampaignRequest__Output, _marketing_campaign_v1_PauseCampaignResponse__Output>
  RecordRevenue: MethodDefinition<_marketing_campaign_v1_RecordRevenueRequest, _marketing_campaign_v1_RecordRevenueResponse, _marketing_campaign_v1_RecordRevenueRequest__Output, _marketing_campaign_v1_RecordRevenueResponse__Output>
  RecordSpend: MethodDefinition<_marketing_campaign_v1_RecordSpendRequest, _marketing_campaign_v1_RecordSpendResponse, _marketing_campaign_v1_RecordSpendRequest__Output, _marketing_campaign_v1_RecordSpendResponse__Output>
  ReleaseSpend: MethodDefinition<_marketing_campaign_v1_ReleaseSpendRequest, _marketing_campaign_v1_ReleaseSpendResponse, _marketing_campaign_v1_ReleaseSpendRequest__Output, _marketing_campaign_v1_ReleaseSpendResponse__Output>
  ReserveSpend: MethodDefinition<_marketing_campaign_v1_ReserveSpendRequest, _marketing_campaign_v1_ReserveSpendResponse, _marketing_campaign_v1_ReserveSpendRequest__Output, _marketing_campaign_v1_ReserveSpendResponse__Output>
  ResumeCampaign: MethodDefinition<_marketing_campaign_v1_ResumeCampaignRequest, _marketing_campaign_v1_ResumeCampaignResponse, _marketing_campaign_v1_ResumeCampaignRequest__Output, _marketing_campaign_v1_ResumeCampaignResponse__Output>
  ScheduleCampaign: MethodDefinition<_marketing_campaign_v1_ScheduleCampaignRequest, _marketing_campaign_v1_ScheduleCampaignResponse, _marketing_campaign_v1_ScheduleCampaignRequest__Output, _marketing_campaign_v1_ScheduleCampaignResponse__Output>
  StartCampaign: MethodDefinition<_marketing_campaign_v1_StartCampaignRequest, _marketing_campaign_v1_StartCampaignResponse, _marketing_campaign_v1_StartCampaignRequest__Output, _marketing_campaign_v1_StartCampaignResponse__Output>
  StopCampaign: MethodDefinition<_marketing_campaign_v1_StopCampaignRequest, _marketing_campaign_v1_StopCampaignResponse, _marketing_campaign_v1_StopCampaignRequest__Output, _marketing_campaign_v1_StopCampaignResponse__Output>
  Subscribe: MethodDefinition<_marketing_campaign_v1_SubscribeRequest, _marketing_campaign_v1_SubscribeResponse, _marketing_campaign_v1_SubscribeRequest__Output, _marketing_campaign_v1_SubscribeResponse__Output>
  UnscheduleCampaign: MethodDefinition<_marketing_campaign_v1_UnscheduleCampaignRequest, _marketing_campaign_v1_UnscheduleCampaignResponse, _marketing_campaign_v1_UnscheduleCampaignRequest__Output, _marketing_campaign_v1_UnscheduleCampaignResponse__Output>
  UpdateCampaign: MethodDefinition<_marketing_campaign_v1_UpdateCampaignRequest, _marketing_campaign_v1_UpdateCampaignResponse, _marketing_campaign_v1_UpdateCampaignRequest__Output, _marketing_campaign_v1_UpdateCampaignResponse__Output>
  WatchCampaigns: MethodDefinition<_marketing_campaign_v1_WatchCampaignsRequest, _marketing_campaign_v1_WatchCampaignsResponse, _marketing_campaign_v1_WatchCampaignsRequest__Output, _marketing_campaign_v1_WatchCampaignsResponse__Output>
}
