// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApplyOptimizationRequest as _marketing_campaign_v1_ApplyOptimizationRequest, ApplyOptimizationRequest__Output as _marketing_campaign_v1_ApplyOptimizationRequest__Output } from '../../../marketing/campaign/v1/ApplyOptimizationRequest.ts';
import type { ApplyOptimizationResponse as _marketing_campaign_v1_ApplyOptimizationResponse, ApplyOptimizationResponse__Output as _marketing_campaign_v1_ApplyOptimizationResponse__Output } from '../../../marketing/campaign/v1/ApplyOptimizationResponse.ts';
import type { AssignVariantRequest as _marketing_campaign_v1_AssignVariantRequest, AssignVariantRequest__Output as _marketing_campaign_v1_AssignVariantRequest__Output } from '../../../marketing/campaign/v1/AssignVariantRequest.ts';
import type { AssignVariantResponse as _marketing_campaign_v1_AssignVariantResponse, AssignVariantResponse__Output as _marketing_campaign_v1_AssignVariantResponse__Output } from '../../../marketing/campaign/v1/AssignVariantResponse.ts';
import type { CreateAdCampaignRequest as _marketing_campaign_v1_CreateAdCampaignRequest, CreateAdCampaignRequest__Output as _marketing_campaign_v1_CreateAdCampaignRequest__Output } from '../../../marketing/campaign/v1/CreateAdCampaignRequest.ts';
import type { CreateAdCampaignResponse as _marketing_campaign_v1_CreateAdCampaignResponse, CreateAdCampaignResponse__Output as _marketing_campaign_v1_CreateAdCampaignResponse__Output } from '../../../marketing/campaign/v1/CreateAdCampaignResponse.ts';
import type { GetAdCampaignRequest as _marketing_campaign_v1_GetAdCampaignRequest, GetAdCampaignRequest__Output as _marketing_campaign_v1_GetAdCampaignRequest__Output } from '../../../marketing/campaign/v1/GetAdCampaignRequest.ts';
import type { GetAdCampaignResponse as _marketing_campaign_v1_GetAdCampaignResponse, GetAdCampaignResponse__Output as _marketing_campaign_v1_GetAdCampaignResponse__Output } from '../../../marketing/campaign/v1/GetAdCampaignResponse.ts';
import type { ImportPerformanceReportRequest as _marketing_campaign_v1_ImportPerformanceReportRequest, ImportPerformanceReportRequest__Output as _marketing_campaign_v1_ImportPerformanceReportRequest__Output } from '../../../marketing/campaign/v1/ImportPerformanceReportRequest.ts';
import type { ImportPerformanceReportResponse as _marketing_campaign_v1_ImportPerformanceReportResponse, ImportPerformanceReportResponse__Output as _marketing_campaign_v1_ImportPerformanceReportResponse__Output } from '../../../marketing/campaign/v1/ImportPerformanceReportResponse.ts';
import type { LinkPlatformRequest as _marketing_campaign_v1_LinkPlatformRequest, LinkPlatformRequest__Output as _marketing_campaign_v1_LinkPlatformRequest__Output } from '../../../marketing/campaign/v1/LinkPlatformRequest.ts';
import type { LinkPlatformResponse as _marketing_campaign_v1_LinkPlatformResponse, LinkPlatformResponse__Output as _marketing_campaign_v1_LinkPlatformResponse__Output } from '../../../marketing/campaign/v1/LinkPlatformResponse.ts';
import type { ListAdCampaignsRequest as _marketing_campaign_v1_ListAdCampaignsRequest, ListAdCampaignsRequest__Output as _marketing_campaign_v1_ListAdCampaignsRequest__Output } from '../../../marketing/campaign/v1/ListAdCampaignsRequest.ts';
import type { ListAdCampaignsResponse as _marketing_campaign_v1_ListAdCampaignsResponse, ListAdCampaignsResponse__Output as _marketing_campaign_v1_ListAdCampaignsResponse__Output } from '../../../marketing/campaign/v1/ListAdCampaignsResponse.ts';
import type { ListPerformanceHistoryRequest as _marketing_campaign_v1_ListPerformanceHistoryRequest, ListPerformanceHistoryRequest__Output as _marketing_campaign_v1_ListPerformanceHistoryRequest__Output } from '../../../marketing/campaign/v1/ListPerformanceHistoryRequest.ts';
import type { ListPerformanceHistoryResponse as _marketing_campaign_v1_ListPerformanceHistoryResponse, ListPerformanceHistoryResponse__Output as _marketing_campaign_v1_ListPerformanceHistoryResponse__Output } from '../../../marketing/campaign/v1/ListPerformanceHistoryResponse.ts';
import type { ReportPerformanceRequest as _marketing_campaign_v1_ReportPerformanceRequest, ReportPerformanceRequest__Output as _marketing_campaign_v1_ReportPerformanceRequest__Output } from '../../../marketing/campaign/v1/ReportPerformanceRequest.ts';
import type { ReportPerformanceResponse as _marketing_campaign_v1_ReportPerformanceResponse, ReportPerformanceResponse__Output as _marketing_campaign_v1_ReportPerformanceResponse__Output } from '../../../marketing/campaign/v1/ReportPerformanceResponse.ts';
import type { SetCreativesRequest as _marketing_campaign_v1_SetCreativesRequest, SetCreativesRequest__Output as _marketing_campaign_v1_SetCreativesRequest__Output } from '../../../marketing/campaign/v1/SetCreativesRequest.ts';
import type { SetCreativesResponse as _marketing_campaign_v1_SetCreativesResponse, SetCreativesResponse__Output as _marketing_campaign_v1_SetCreativesResponse__Output } from '../../../marketing/campaign/v1/SetCreativesResponse.ts';
import type { UpdateAdCampaignRequest as _marketing_campaign_v1_UpdateAdCampaignRequest, UpdateAdCampaignRequest__Output as _marketing_campaign_v1_UpdateAdCampaignRequest__Output } from '../../../marketing/campaign/v1/UpdateAdCampaignRequest.ts';
import type { UpdateAdCampaignResponse as _marketing_campaign_v1_UpdateAdCampaignResponse, UpdateAdCampaignResponse__Output as _marketing_campaign_v1_UpdateAdCampaignResponse__Output } from '../../../marketing/campaign/v1/UpdateAdCampaignResponse.ts';

/**
 * What a campaign runs on one ad platform: audience, creatives with weighted variants, what the platform reports, what was optimised.
 * Scopes: campaign:read, campaign:write.
 */
export interface AdCampaignServiceClient extends grpc.Client {
  /**
   * Sets last_optimized and keeps what was done.
   */
  ApplyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  ApplyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  ApplyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  ApplyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets last_optimized and keeps what was done.
   */
  applyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  applyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  applyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  applyOptimization(argument: _marketing_campaign_v1_ApplyOptimizationRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ApplyOptimizationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The variant a person sees: the same one every time; when weights change as few people as possible see another. FAILED_PRECONDITION
   * NO_CREATIVES.
   */
  AssignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  AssignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  AssignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  AssignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The variant a person sees: the same one every time; when weights change as few people as possible see another. FAILED_PRECONDITION
   * NO_CREATIVES.
   */
  assignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  assignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  assignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  assignVariant(argument: _marketing_campaign_v1_AssignVariantRequest, callback: grpc.requestCallback<_marketing_campaign_v1_AssignVariantResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * NOT_FOUND when there is no such campaign; FAILED_PRECONDITION CAMPAIGN_ENDED.
   */
  CreateAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  CreateAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  /**
   * NOT_FOUND when there is no such campaign; FAILED_PRECONDITION CAMPAIGN_ENDED.
   */
  createAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  createAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  createAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  createAdCampaign(argument: _marketing_campaign_v1_CreateAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_CreateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  GetAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  GetAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  getAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  getAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  getAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  getAdCampaign(argument: _marketing_campaign_v1_GetAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_GetAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A platform's report as CSV. The same file again changes nothing; a row that is wrong is named and the others count.
   */
  ImportPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  ImportPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  ImportPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  ImportPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A platform's report as CSV. The same file again changes nothing; a row that is wrong is named and the others count.
   */
  importPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  importPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  importPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  importPerformanceReport(argument: _marketing_campaign_v1_ImportPerformanceReportRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ImportPerformanceReportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says under which id the platform knows it. ALREADY_EXISTS when another has that id; FAILED_PRECONDITION ALREADY_LINKED to another id.
   */
  LinkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  LinkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  LinkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  LinkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says under which id the platform knows it. ALREADY_EXISTS when another has that id; FAILED_PRECONDITION ALREADY_LINKED to another id.
   */
  linkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  linkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  linkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  linkPlatform(argument: _marketing_campaign_v1_LinkPlatformRequest, callback: grpc.requestCallback<_marketing_campaign_v1_LinkPlatformResponse__Output>): grpc.ClientUnaryCall;
  
  ListAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  ListAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  listAdCampaigns(argument: _marketing_campaign_v1_ListAdCampaignsRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListAdCampaignsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reports that counted, newest first.
   */
  ListPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  ListPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  ListPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  ListPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reports that counted, newest first.
   */
  listPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  listPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  listPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  listPerformanceHistory(argument: _marketing_campaign_v1_ListPerformanceHistoryRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ListPerformanceHistoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Totals as the platform gives them for a moment. Only a later as_of than the last one changes anything; new spend is booked to the campaign.
   */
  ReportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  ReportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  ReportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  ReportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Totals as the platform gives them for a moment. Only a later as_of than the last one changes anything; new spend is booked to the campaign.
   */
  reportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  reportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  reportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  reportPerformance(argument: _marketing_campaign_v1_ReportPerformanceRequest, callback: grpc.requestCallback<_marketing_campaign_v1_ReportPerformanceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replaces the creatives; their weights make 100.
   */
  SetCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  SetCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  SetCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  SetCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Replaces the creatives; their weights make 100.
   */
  setCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  setCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  setCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  setCreatives(argument: _marketing_campaign_v1_SetCreativesRequest, callback: grpc.requestCallback<_marketing_campaign_v1_SetCreativesResponse__Output>): grpc.ClientUnaryCall;
  
  UpdateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  UpdateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  updateAdCampaign(argument: _marketing_campaign_v1_UpdateAdCampaignRequest, callback: grpc.requestCallback<_marketing_campaign_v1_UpdateAdCampaignResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What a campaign runs on one ad platform: audience, creatives with weighted variants, what the platform reports, what was optimised.
 * Scopes: campaign:read, campaign:write.
 */
export interface AdCampaignServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Sets last_optimized and keeps what was done.
   */
  ApplyOptimization: grpc.handleUnaryCall<_marketing_campaign_v1_ApplyOptimizationRequest__Output, _marketing_campaign_v1_ApplyOptimizationResponse>;
  
  /**
   * The variant a person sees: the same one every time; when weights change as few people as possible see another. FAILED_PRECONDITION
   * NO_CREATIVES.
   */
  AssignVariant: grpc.handleUnaryCall<_marketing_campaign_v1_AssignVariantRequest__Output, _marketing_campaign_v1_AssignVariantResponse>;
  
  /**
   * NOT_FOUND when there is no such campaign; FAILED_PRECONDITION CAMPAIGN_ENDED.
   */
  CreateAdCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_CreateAdCampaignRequest__Output, _marketing_campaign_v1_CreateAdCampaignResponse>;
  
  GetAdCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_GetAdCampaignRequest__Output, _marketing_campaign_v1_GetAdCampaignResponse>;
  
  /**
   * A platform's report as CSV. The same file again changes nothing; a row that is wrong is named and the others count.
   */
  ImportPerformanceReport: grpc.handleUnaryCall<_marketing_campaign_v1_ImportPerformanceReportRequest__Output, _marketing_campaign_v1_ImportPerformanceReportResponse>;
  
  /**
   * Says under which id the platform knows it. ALREADY_EXISTS when another has that id; FAILED_PRECONDITION ALREADY_LINKED to another id.
   */
  LinkPlatform: grpc.handleUnaryCall<_marketing_campaign_v1_LinkPlatformRequest__Output, _marketing_campaign_v1_LinkPlatformResponse>;
  
  ListAdCampaigns: grpc.handleUnaryCall<_marketing_campaign_v1_ListAdCampaignsRequest__Output, _marketing_campaign_v1_ListAdCampaignsResponse>;
  
  /**
   * Reports that counted, newest first.
   */
  ListPerformanceHistory: grpc.handleUnaryCall<_marketing_campaign_v1_ListPerformanceHistoryRequest__Output, _marketing_campaign_v1_ListPerformanceHistoryResponse>;
  
  /**
   * Totals as the platform gives them for a moment. Only a later as_of than the last one changes anything; new spend is booked to the campaign.
   */
  ReportPerformance: grpc.handleUnaryCall<_marketing_campaign_v1_ReportPerformanceRequest__Output, _marketing_campaign_v1_ReportPerformanceResponse>;
  
  /**
   * Replaces the creatives; their weights make 100.
   */
  SetCreatives: grpc.handleUnaryCall<_marketing_campaign_v1_SetCreativesRequest__Output, _marketing_campaign_v1_SetCreativesResponse>;
  
  UpdateAdCampaign: grpc.handleUnaryCall<_marketing_campaign_v1_UpdateAdCampaignRequest__Output, _marketing_campaign_v1_UpdateAdCampaignResponse>;
  
}

export interface AdCampaignServiceDefinition extends grpc.ServiceDefinition {
  ApplyOptimization: MethodDefinition<_marketing_campaign_v1_ApplyOptimizationRequest, _marketing_campaign_v1_ApplyOptimizationResponse, _marketing_campaign_v1_ApplyOptimizationRequest__Output, _marketing_campaign_v1_ApplyOptimizationResponse__Output>
  AssignVariant: MethodDefinition<_marketing_campaign_v1_AssignVariantRequest, _marketing_campaign_v1_AssignVariantResponse, _marketing_campaign_v1_AssignVariantRequest__Output, _marketing_campaign_v1_AssignVariantResponse__Output>
  CreateAdCampaign: MethodDefinition<_marketing_campaign_v1_CreateAdCampaignRequest, _marketing_campaign_v1_CreateAdCampaignResponse, _marketing_campaign_v1_CreateAdCampaignRequest__Output, _marketing_campaign_v1_CreateAdCampaignResponse__Output>
  GetAdCampaign: MethodDefinition<_marketing_campaign_v1_GetAdCampaignRequest, _marketing_campaign_v1_GetAdCampaignResponse, _marketing_campaign_v1_GetAdCampaignRequest__Output, _marketing_campaign_v1_GetAdCampaignResponse__Output>
  ImportPerformanceReport: MethodDefinition<_marketing_campaign_v1_ImportPerformanceReportRequest, _marketing_campaign_v1_ImportPerformanceReportResponse, _marketing_campaign_v1_ImportPerformanceReportRequest__Output, _marketing_campaign_v1_ImportPerformanceReportResponse__Output>
  LinkPlatform: MethodDefinition<_marketing_campaign_v1_LinkPlatformRequest, _marketing_campaign_v1_LinkPlatformResponse, _marketing_campaign_v1_LinkPlatformRequest__Output, _marketing_campaign_v1_LinkPlatformResponse__Output>
  ListAdCampaigns: MethodDefinition<_marketing_campaign_v1_ListAdCampaignsRequest, _marketing_campaign_v1_ListAdCampaignsResponse, _marketing_campaign_v1_ListAdCampaignsRequest__Output, _marketing_campaign_v1_ListAdCampaignsResponse__Output>
  ListPerformanceHistory: MethodDefinition<_marketing_campaign_v1_ListPerformanceHistoryRequest, _marketing_campaign_v1_ListPerformanceHistoryResponse, _marketing_campaign_v1_ListPerformanceHistoryRequest__Output, _marketing_campaign_v1_ListPerformanceHistoryResponse__Output>
  ReportPerformance: MethodDefinition<_marketing_campaign_v1_ReportPerformanceRequest, _marketing_campaign_v1_ReportPerformanceResponse, _marketing_campaign_v1_ReportPerformanceRequest__Output, _marketing_campaign_v1_ReportPerformanceResponse__Output>
  SetCreatives: MethodDefinition<_marketing_campaign_v1_SetCreativesRequest, _marketing_campaign_v1_SetCreativesResponse, _marketing_campaign_v1_SetCreativesRequest__Output, _marketing_campaign_v1_SetCreativesResponse__Output>
  UpdateAdCampaign: MethodDefinition<_marketing_campaign_v1_UpdateAdCampaignRequest, _marketing_campaign_v1_UpdateAdCampaignResponse, _marketing_campaign_v1_UpdateAdCampaignRequest__Output, _marketing_campaign_v1_UpdateAdCampaignResponse__Output>
}
