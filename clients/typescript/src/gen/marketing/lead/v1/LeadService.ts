// Original file: protos/marketing/lead/v1/lead_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CaptureLeadRequest as _marketing_lead_v1_CaptureLeadRequest, CaptureLeadRequest__Output as _marketing_lead_v1_CaptureLeadRequest__Output } from '../../../marketing/lead/v1/CaptureLeadRequest.ts';
import type { CaptureLeadResponse as _marketing_lead_v1_CaptureLeadResponse, CaptureLeadResponse__Output as _marketing_lead_v1_CaptureLeadResponse__Output } from '../../../marketing/lead/v1/CaptureLeadResponse.ts';
import type { ConvertLeadRequest as _marketing_lead_v1_ConvertLeadRequest, ConvertLeadRequest__Output as _marketing_lead_v1_ConvertLeadRequest__Output } from '../../../marketing/lead/v1/ConvertLeadRequest.ts';
import type { ConvertLeadResponse as _marketing_lead_v1_ConvertLeadResponse, ConvertLeadResponse__Output as _marketing_lead_v1_ConvertLeadResponse__Output } from '../../../marketing/lead/v1/ConvertLeadResponse.ts';
import type { DisqualifyLeadRequest as _marketing_lead_v1_DisqualifyLeadRequest, DisqualifyLeadRequest__Output as _marketing_lead_v1_DisqualifyLeadRequest__Output } from '../../../marketing/lead/v1/DisqualifyLeadRequest.ts';
import type { DisqualifyLeadResponse as _marketing_lead_v1_DisqualifyLeadResponse, DisqualifyLeadResponse__Output as _marketing_lead_v1_DisqualifyLeadResponse__Output } from '../../../marketing/lead/v1/DisqualifyLeadResponse.ts';
import type { EnrichLeadRequest as _marketing_lead_v1_EnrichLeadRequest, EnrichLeadRequest__Output as _marketing_lead_v1_EnrichLeadRequest__Output } from '../../../marketing/lead/v1/EnrichLeadRequest.ts';
import type { EnrichLeadResponse as _marketing_lead_v1_EnrichLeadResponse, EnrichLeadResponse__Output as _marketing_lead_v1_EnrichLeadResponse__Output } from '../../../marketing/lead/v1/EnrichLeadResponse.ts';
import type { ExplainScoreRequest as _marketing_lead_v1_ExplainScoreRequest, ExplainScoreRequest__Output as _marketing_lead_v1_ExplainScoreRequest__Output } from '../../../marketing/lead/v1/ExplainScoreRequest.ts';
import type { ExplainScoreResponse as _marketing_lead_v1_ExplainScoreResponse, ExplainScoreResponse__Output as _marketing_lead_v1_ExplainScoreResponse__Output } from '../../../marketing/lead/v1/ExplainScoreResponse.ts';
import type { GetFunnelRequest as _marketing_lead_v1_GetFunnelRequest, GetFunnelRequest__Output as _marketing_lead_v1_GetFunnelRequest__Output } from '../../../marketing/lead/v1/GetFunnelRequest.ts';
import type { GetFunnelResponse as _marketing_lead_v1_GetFunnelResponse, GetFunnelResponse__Output as _marketing_lead_v1_GetFunnelResponse__Output } from '../../../marketing/lead/v1/GetFunnelResponse.ts';
import type { GetImportRequest as _marketing_lead_v1_GetImportRequest, GetImportRequest__Output as _marketing_lead_v1_GetImportRequest__Output } from '../../../marketing/lead/v1/GetImportRequest.ts';
import type { GetImportResponse as _marketing_lead_v1_GetImportResponse, GetImportResponse__Output as _marketing_lead_v1_GetImportResponse__Output } from '../../../marketing/lead/v1/GetImportResponse.ts';
import type { GetLeadHistoryRequest as _marketing_lead_v1_GetLeadHistoryRequest, GetLeadHistoryRequest__Output as _marketing_lead_v1_GetLeadHistoryRequest__Output } from '../../../marketing/lead/v1/GetLeadHistoryRequest.ts';
import type { GetLeadHistoryResponse as _marketing_lead_v1_GetLeadHistoryResponse, GetLeadHistoryResponse__Output as _marketing_lead_v1_GetLeadHistoryResponse__Output } from '../../../marketing/lead/v1/GetLeadHistoryResponse.ts';
import type { GetLeadRequest as _marketing_lead_v1_GetLeadRequest, GetLeadRequest__Output as _marketing_lead_v1_GetLeadRequest__Output } from '../../../marketing/lead/v1/GetLeadRequest.ts';
import type { GetLeadResponse as _marketing_lead_v1_GetLeadResponse, GetLeadResponse__Output as _marketing_lead_v1_GetLeadResponse__Output } from '../../../marketing/lead/v1/GetLeadResponse.ts';
import type { GetScoringModelRequest as _marketing_lead_v1_GetScoringModelRequest, GetScoringModelRequest__Output as _marketing_lead_v1_GetScoringModelRequest__Output } from '../../../marketing/lead/v1/GetScoringModelRequest.ts';
import type { GetScoringModelResponse as _marketing_lead_v1_GetScoringModelResponse, GetScoringModelResponse__Output as _marketing_lead_v1_GetScoringModelResponse__Output } from '../../../marketing/lead/v1/GetScoringModelResponse.ts';
import type { GetUserLeadsRequest as _marketing_lead_v1_GetUserLeadsRequest, GetUserLeadsRequest__Output as _marketing_lead_v1_GetUserLeadsRequest__Output } from '../../../marketing/lead/v1/GetUserLeadsRequest.ts';
import type { GetUserLeadsResponse as _marketing_lead_v1_GetUserLeadsResponse, GetUserLeadsResponse__Output as _marketing_lead_v1_GetUserLeadsResponse__Output } from '../../../marketing/lead/v1/GetUserLeadsResponse.ts';
import type { ImportLeadsRequest as _marketing_lead_v1_ImportLeadsRequest, ImportLeadsRequest__Output as _marketing_lead_v1_ImportLeadsRequest__Output } from '../../../marketing/lead/v1/ImportLeadsRequest.ts';
import type { ImportLeadsResponse as _marketing_lead_v1_ImportLeadsResponse, ImportLeadsResponse__Output as _marketing_lead_v1_ImportLeadsResponse__Output } from '../../../marketing/lead/v1/ImportLeadsResponse.ts';
import type { ListLeadsRequest as _marketing_lead_v1_ListLeadsRequest, ListLeadsRequest__Output as _marketing_lead_v1_ListLeadsRequest__Output } from '../../../marketing/lead/v1/ListLeadsRequest.ts';
import type { ListLeadsResponse as _marketing_lead_v1_ListLeadsResponse, ListLeadsResponse__Output as _marketing_lead_v1_ListLeadsResponse__Output } from '../../../marketing/lead/v1/ListLeadsResponse.ts';
import type { ListScoringModelsRequest as _marketing_lead_v1_ListScoringModelsRequest, ListScoringModelsRequest__Output as _marketing_lead_v1_ListScoringModelsRequest__Output } from '../../../marketing/lead/v1/ListScoringModelsRequest.ts';
import type { ListScoringModelsResponse as _marketing_lead_v1_ListScoringModelsResponse, ListScoringModelsResponse__Output as _marketing_lead_v1_ListScoringModelsResponse__Output } from '../../../marketing/lead/v1/ListScoringModelsResponse.ts';
import type { LoseLeadRequest as _marketing_lead_v1_LoseLeadRequest, LoseLeadRequest__Output as _marketing_lead_v1_LoseLeadRequest__Output } from '../../../marketing/lead/v1/LoseLeadRequest.ts';
import type { LoseLeadResponse as _marketing_lead_v1_LoseLeadResponse, LoseLeadResponse__Output as _marketing_lead_v1_LoseLeadResponse__Output } from '../../../marketing/lead/v1/LoseLeadResponse.ts';
import type { MarkContactedRequest as _marketing_lead_v1_MarkContactedRequest, MarkContactedRequest__Output as _marketing_lead_v1_MarkContactedRequest__Output } from '../../../marketing/lead/v1/MarkContactedRequest.ts';
import type { MarkContactedResponse as _marketing_lead_v1_MarkContactedResponse, MarkContactedResponse__Output as _marketing_lead_v1_MarkContactedResponse__Output } from '../../../marketing/lead/v1/MarkContactedResponse.ts';
import type { MergeLeadsRequest as _marketing_lead_v1_MergeLeadsRequest, MergeLeadsRequest__Output as _marketing_lead_v1_MergeLeadsRequest__Output } from '../../../marketing/lead/v1/MergeLeadsRequest.ts';
import type { MergeLeadsResponse as _marketing_lead_v1_MergeLeadsResponse, MergeLeadsResponse__Output as _marketing_lead_v1_MergeLeadsResponse__Output } from '../../../marketing/lead/v1/MergeLeadsResponse.ts';
import type { QualifyLeadRequest as _marketing_lead_v1_QualifyLeadRequest, QualifyLeadRequest__Output as _marketing_lead_v1_QualifyLeadRequest__Output } from '../../../marketing/lead/v1/QualifyLeadRequest.ts';
import type { QualifyLeadResponse as _marketing_lead_v1_QualifyLeadResponse, QualifyLeadResponse__Output as _marketing_lead_v1_QualifyLeadResponse__Output } from '../../../marketing/lead/v1/QualifyLeadResponse.ts';
import type { ReopenLeadRequest as _marketing_lead_v1_ReopenLeadRequest, ReopenLeadRequest__Output as _marketing_lead_v1_ReopenLeadRequest__Output } from '../../../marketing/lead/v1/ReopenLeadRequest.ts';
import type { ReopenLeadResponse as _marketing_lead_v1_ReopenLeadResponse, ReopenLeadResponse__Output as _marketing_lead_v1_ReopenLeadResponse__Output } from '../../../marketing/lead/v1/ReopenLeadResponse.ts';
import type { SetScoreRequest as _marketing_lead_v1_SetScoreRequest, SetScoreRequest__Output as _marketing_lead_v1_SetScoreRequest__Output } from '../../../marketing/lead/v1/SetScoreRequest.ts';
import type { SetScoreResponse as _marketing_lead_v1_SetScoreResponse, SetScoreResponse__Output as _marketing_lead_v1_SetScoreResponse__Output } from '../../../marketing/lead/v1/SetScoreResponse.ts';
import type { SetScoringModelRequest as _marketing_lead_v1_SetScoringModelRequest, SetScoringModelRequest__Output as _marketing_lead_v1_SetScoringModelRequest__Output } from '../../../marketing/lead/v1/SetScoringModelRequest.ts';
import type { SetScoringModelResponse as _marketing_lead_v1_SetScoringModelResponse, SetScoringModelResponse__Output as _marketing_lead_v1_SetScoringModelResponse__Output } from '../../../marketing/lead/v1/SetScoringModelResponse.ts';
import type { SubscribeRequest as _marketing_lead_v1_SubscribeRequest, SubscribeRequest__Output as _marketing_lead_v1_SubscribeRequest__Output } from '../../../marketing/lead/v1/SubscribeRequest.ts';
import type { SubscribeResponse as _marketing_lead_v1_SubscribeResponse, SubscribeResponse__Output as _marketing_lead_v1_SubscribeResponse__Output } from '../../../marketing/lead/v1/SubscribeResponse.ts';
import type { UndoMergeRequest as _marketing_lead_v1_UndoMergeRequest, UndoMergeRequest__Output as _marketing_lead_v1_UndoMergeRequest__Output } from '../../../marketing/lead/v1/UndoMergeRequest.ts';
import type { UndoMergeResponse as _marketing_lead_v1_UndoMergeResponse, UndoMergeResponse__Output as _marketing_lead_v1_UndoMergeResponse__Output } from '../../../marketing/lead/v1/UndoMergeResponse.ts';
import type { UpdateLeadRequest as _marketing_lead_v1_UpdateLeadRequest, UpdateLeadRequest__Output as _marketing_lead_v1_UpdateLeadRequest__Output } from '../../../marketing/lead/v1/UpdateLeadRequest.ts';
import type { UpdateLeadResponse as _marketing_lead_v1_UpdateLeadResponse, UpdateLeadResponse__Output as _marketing_lead_v1_UpdateLeadResponse__Output } from '../../../marketing/lead/v1/UpdateLeadResponse.ts';

/**
 * Leads: people who may buy, from capture to conversion. In a tenant one address is one lead, by whatever way it comes (a form, the API, a
 * file, a sign-up). Status, score and qualification belong to the server: they move by the commands below and by the scoring model.
 * Status: new → contacted → qualified → converted; from each of the first three to lost; from lost to contacted, by ReopenLead.
 * A lead that was merged into another answers as the other.
 */
export interface LeadServiceClient extends grpc.Client {
  /**
   * A new lead, or the one that holds the address already (`deduplicated`): then blanks are filled, nothing a person gave is overwritten,
   * and the source becomes last_source.
   */
  CaptureLead(argument: _marketing_lead_v1_CaptureLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  CaptureLead(argument: _marketing_lead_v1_CaptureLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  CaptureLead(argument: _marketing_lead_v1_CaptureLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  CaptureLead(argument: _marketing_lead_v1_CaptureLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A new lead, or the one that holds the address already (`deduplicated`): then blanks are filled, nothing a person gave is overwritten,
   * and the source becomes last_source.
   */
  captureLead(argument: _marketing_lead_v1_CaptureLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  captureLead(argument: _marketing_lead_v1_CaptureLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  captureLead(argument: _marketing_lead_v1_CaptureLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  captureLead(argument: _marketing_lead_v1_CaptureLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_CaptureLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * qualified → converted, once: a repeat answers with the first conversion.
   */
  ConvertLead(argument: _marketing_lead_v1_ConvertLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  ConvertLead(argument: _marketing_lead_v1_ConvertLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  ConvertLead(argument: _marketing_lead_v1_ConvertLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  ConvertLead(argument: _marketing_lead_v1_ConvertLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * qualified → converted, once: a repeat answers with the first conversion.
   */
  convertLead(argument: _marketing_lead_v1_ConvertLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  convertLead(argument: _marketing_lead_v1_ConvertLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  convertLead(argument: _marketing_lead_v1_ConvertLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  convertLead(argument: _marketing_lead_v1_ConvertLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_ConvertLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Not sales-ready, whatever the score says, until QualifyLead or ReopenLead. A lead whose status is qualified becomes lost.
   */
  DisqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  DisqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  DisqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  DisqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Not sales-ready, whatever the score says, until QualifyLead or ReopenLead. A lead whose status is qualified becomes lost.
   */
  disqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  disqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  disqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  disqualifyLead(argument: _marketing_lead_v1_DisqualifyLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_DisqualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a provider says, kept under properties.enrichment.<namespace>; never overwrites what a person gave.
   */
  EnrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  EnrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  EnrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  EnrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a provider says, kept under properties.enrichment.<namespace>; never overwrites what a person gave.
   */
  enrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  enrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  enrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  enrichLead(argument: _marketing_lead_v1_EnrichLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_EnrichLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Why the score is what it is: the contributions add up to it.
   */
  ExplainScore(argument: _marketing_lead_v1_ExplainScoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  ExplainScore(argument: _marketing_lead_v1_ExplainScoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  ExplainScore(argument: _marketing_lead_v1_ExplainScoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  ExplainScore(argument: _marketing_lead_v1_ExplainScoreRequest, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Why the score is what it is: the contributions add up to it.
   */
  explainScore(argument: _marketing_lead_v1_ExplainScoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  explainScore(argument: _marketing_lead_v1_ExplainScoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  explainScore(argument: _marketing_lead_v1_ExplainScoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  explainScore(argument: _marketing_lead_v1_ExplainScoreRequest, callback: grpc.requestCallback<_marketing_lead_v1_ExplainScoreResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How far the leads of each source got.
   */
  GetFunnel(argument: _marketing_lead_v1_GetFunnelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_lead_v1_GetFunnelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_lead_v1_GetFunnelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  GetFunnel(argument: _marketing_lead_v1_GetFunnelRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How far the leads of each source got.
   */
  getFunnel(argument: _marketing_lead_v1_GetFunnelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_lead_v1_GetFunnelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_lead_v1_GetFunnelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  getFunnel(argument: _marketing_lead_v1_GetFunnelRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetFunnelResponse__Output>): grpc.ClientUnaryCall;
  
  GetImport(argument: _marketing_lead_v1_GetImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _marketing_lead_v1_GetImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _marketing_lead_v1_GetImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _marketing_lead_v1_GetImportRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _marketing_lead_v1_GetImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _marketing_lead_v1_GetImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _marketing_lead_v1_GetImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _marketing_lead_v1_GetImportRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  
  GetLead(argument: _marketing_lead_v1_GetLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  GetLead(argument: _marketing_lead_v1_GetLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  GetLead(argument: _marketing_lead_v1_GetLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  GetLead(argument: _marketing_lead_v1_GetLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  getLead(argument: _marketing_lead_v1_GetLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  getLead(argument: _marketing_lead_v1_GetLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  getLead(argument: _marketing_lead_v1_GetLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  getLead(argument: _marketing_lead_v1_GetLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What happened to a lead, newest first: stages, scores, links, merges.
   */
  GetLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  GetLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What happened to a lead, newest first: stages, scores, links, merges.
   */
  getLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  getLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  getLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  getLeadHistory(argument: _marketing_lead_v1_GetLeadHistoryRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetLeadHistoryResponse__Output>): grpc.ClientUnaryCall;
  
  GetScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  GetScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  GetScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  GetScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  getScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  getScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  getScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  getScoringModel(argument: _marketing_lead_v1_GetScoringModelRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The leads of a person, under every id that was merged into theirs.
   */
  GetUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  GetUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  GetUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  GetUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The leads of a person, under every id that was merged into theirs.
   */
  getUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  getUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  getUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  getUserLeads(argument: _marketing_lead_v1_GetUserLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_GetUserLeadsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A page of a CSV file. A page is taken once under its import_id, however often it is sent; GetImport says where to go on.
   */
  ImportLeads(argument: _marketing_lead_v1_ImportLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  ImportLeads(argument: _marketing_lead_v1_ImportLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  ImportLeads(argument: _marketing_lead_v1_ImportLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  ImportLeads(argument: _marketing_lead_v1_ImportLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A page of a CSV file. A page is taken once under its import_id, however often it is sent; GetImport says where to go on.
   */
  importLeads(argument: _marketing_lead_v1_ImportLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  importLeads(argument: _marketing_lead_v1_ImportLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  importLeads(argument: _marketing_lead_v1_ImportLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  importLeads(argument: _marketing_lead_v1_ImportLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ImportLeadsResponse__Output>): grpc.ClientUnaryCall;
  
  ListLeads(argument: _marketing_lead_v1_ListLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  ListLeads(argument: _marketing_lead_v1_ListLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  ListLeads(argument: _marketing_lead_v1_ListLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  ListLeads(argument: _marketing_lead_v1_ListLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  listLeads(argument: _marketing_lead_v1_ListLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  listLeads(argument: _marketing_lead_v1_ListLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  listLeads(argument: _marketing_lead_v1_ListLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  listLeads(argument: _marketing_lead_v1_ListLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ListLeadsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every version, newest first; the built-in one is version 0.
   */
  ListScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  ListScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  ListScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  ListScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Every version, newest first; the built-in one is version 0.
   */
  listScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  listScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  listScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  listScoringModels(argument: _marketing_lead_v1_ListScoringModelsRequest, callback: grpc.requestCallback<_marketing_lead_v1_ListScoringModelsResponse__Output>): grpc.ClientUnaryCall;
  
  LoseLead(argument: _marketing_lead_v1_LoseLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  LoseLead(argument: _marketing_lead_v1_LoseLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  LoseLead(argument: _marketing_lead_v1_LoseLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  LoseLead(argument: _marketing_lead_v1_LoseLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  loseLead(argument: _marketing_lead_v1_LoseLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  loseLead(argument: _marketing_lead_v1_LoseLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  loseLead(argument: _marketing_lead_v1_LoseLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  loseLead(argument: _marketing_lead_v1_LoseLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_LoseLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * new → contacted. Also moves last_contacted, which never goes back.
   */
  MarkContacted(argument: _marketing_lead_v1_MarkContactedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  MarkContacted(argument: _marketing_lead_v1_MarkContactedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  MarkContacted(argument: _marketing_lead_v1_MarkContactedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  MarkContacted(argument: _marketing_lead_v1_MarkContactedRequest, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  /**
   * new → contacted. Also moves last_contacted, which never goes back.
   */
  markContacted(argument: _marketing_lead_v1_MarkContactedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  markContacted(argument: _marketing_lead_v1_MarkContactedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  markContacted(argument: _marketing_lead_v1_MarkContactedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  markContacted(argument: _marketing_lead_v1_MarkContactedRequest, callback: grpc.requestCallback<_marketing_lead_v1_MarkContactedResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes loser part of winner: the winner's own values win, the loser's fill its blanks, both addresses are the winner's.
   */
  MergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  MergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  MergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  MergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes loser part of winner: the winner's own values win, the loser's fill its blanks, both addresses are the winner's.
   */
  mergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  mergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  mergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  mergeLeads(argument: _marketing_lead_v1_MergeLeadsRequest, callback: grpc.requestCallback<_marketing_lead_v1_MergeLeadsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * contacted → qualified, by a person. No later score takes it back.
   */
  QualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  QualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  QualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  QualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * contacted → qualified, by a person. No later score takes it back.
   */
  qualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  qualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  qualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  qualifyLead(argument: _marketing_lead_v1_QualifyLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_QualifyLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * lost → contacted.
   */
  ReopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  ReopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  ReopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  ReopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * lost → contacted.
   */
  reopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  reopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  reopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  reopenLead(argument: _marketing_lead_v1_ReopenLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_ReopenLeadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A score from a model of the caller's own. It stays until the next SetScore; without a score the tenant's model scores again.
   */
  SetScore(argument: _marketing_lead_v1_SetScoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  SetScore(argument: _marketing_lead_v1_SetScoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  SetScore(argument: _marketing_lead_v1_SetScoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  SetScore(argument: _marketing_lead_v1_SetScoreRequest, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A score from a model of the caller's own. It stays until the next SetScore; without a score the tenant's model scores again.
   */
  setScore(argument: _marketing_lead_v1_SetScoreRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  setScore(argument: _marketing_lead_v1_SetScoreRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  setScore(argument: _marketing_lead_v1_SetScoreRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  setScore(argument: _marketing_lead_v1_SetScoreRequest, callback: grpc.requestCallback<_marketing_lead_v1_SetScoreResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The tenant's scoring model from now on, as a new version. Every open lead is scored again.
   */
  SetScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  SetScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  SetScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  SetScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The tenant's scoring model from now on, as a new version. Every open lead is scored again.
   */
  setScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  setScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  setScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  setScoringModel(argument: _marketing_lead_v1_SetScoringModelRequest, callback: grpc.requestCallback<_marketing_lead_v1_SetScoringModelResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe(argument: _marketing_lead_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_lead_v1_SubscribeResponse__Output>;
  Subscribe(argument: _marketing_lead_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_lead_v1_SubscribeResponse__Output>;
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  subscribe(argument: _marketing_lead_v1_SubscribeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_lead_v1_SubscribeResponse__Output>;
  subscribe(argument: _marketing_lead_v1_SubscribeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_marketing_lead_v1_SubscribeResponse__Output>;
  
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  UndoMerge(argument: _marketing_lead_v1_UndoMergeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_lead_v1_UndoMergeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_lead_v1_UndoMergeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  UndoMerge(argument: _marketing_lead_v1_UndoMergeRequest, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  undoMerge(argument: _marketing_lead_v1_UndoMergeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_lead_v1_UndoMergeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_lead_v1_UndoMergeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  undoMerge(argument: _marketing_lead_v1_UndoMergeRequest, callback: grpc.requestCallback<_marketing_lead_v1_UndoMergeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a person says of a lead, field by field of update_mask. ALREADY_EXISTS when another lead has the address.
   */
  UpdateLead(argument: _marketing_lead_v1_UpdateLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  UpdateLead(argument: _marketing_lead_v1_UpdateLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  UpdateLead(argument: _marketing_lead_v1_UpdateLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  UpdateLead(argument: _marketing_lead_v1_UpdateLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a person says of a lead, field by field of update_mask. ALREADY_EXISTS when another lead has the address.
   */
  updateLead(argument: _marketing_lead_v1_UpdateLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  updateLead(argument: _marketing_lead_v1_UpdateLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  updateLead(argument: _marketing_lead_v1_UpdateLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  updateLead(argument: _marketing_lead_v1_UpdateLeadRequest, callback: grpc.requestCallback<_marketing_lead_v1_UpdateLeadResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Leads: people who may buy, from capture to conversion. In a tenant one address is one lead, by whatever way it comes (a form, the API, a
 * file, a sign-up). Status, score and qualification belong to the server: they move by the commands below and by the scoring model.
 * Status: new → contacted → qualified → converted; from each of the first three to lost; from lost to contacted, by ReopenLead.
 * A lead that was merged into another answers as the other.
 */
export interface LeadServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * A new lead, or the one that holds the address already (`deduplicated`): then blanks are filled, nothing a person gave is overwritten,
   * and the source becomes last_source.
   */
  CaptureLead: grpc.handleUnaryCall<_marketing_lead_v1_CaptureLeadRequest__Output, _marketing_lead_v1_CaptureLeadResponse>;
  
  /**
   * qualified → converted, once: a repeat answers with the first conversion.
   */
  ConvertLead: grpc.handleUnaryCall<_marketing_lead_v1_ConvertLeadRequest__Output, _marketing_lead_v1_ConvertLeadResponse>;
  
  /**
   * Not sales-ready, whatever the score says, until QualifyLead or ReopenLead. A lead whose status is qualified becomes lost.
   */
  DisqualifyLead: grpc.handleUnaryCall<_marketing_lead_v1_DisqualifyLeadRequest__Output, _marketing_lead_v1_DisqualifyLeadResponse>;
  
  /**
   * What a provider says, kept under properties.enrichment.<namespace>; never overwrites what a person gave.
   */
  EnrichLead: grpc.handleUnaryCall<_marketing_lead_v1_EnrichLeadRequest__Output, _marketing_lead_v1_EnrichLeadResponse>;
  
  /**
   * Why the score is what it is: the contributions add up to it.
   */
  ExplainScore: grpc.handleUnaryCall<_marketing_lead_v1_ExplainScoreRequest__Output, _marketing_lead_v1_ExplainScoreResponse>;
  
  /**
   * How far the leads of each source got.
   */
  GetFunnel: grpc.handleUnaryCall<_marketing_lead_v1_GetFunnelRequest__Output, _marketing_lead_v1_GetFunnelResponse>;
  
  GetImport: grpc.handleUnaryCall<_marketing_lead_v1_GetImportRequest__Output, _marketing_lead_v1_GetImportResponse>;
  
  GetLead: grpc.handleUnaryCall<_marketing_lead_v1_GetLeadRequest__Output, _marketing_lead_v1_GetLeadResponse>;
  
  /**
   * What happened to a lead, newest first: stages, scores, links, merges.
   */
  GetLeadHistory: grpc.handleUnaryCall<_marketing_lead_v1_GetLeadHistoryRequest__Output, _marketing_lead_v1_GetLeadHistoryResponse>;
  
  GetScoringModel: grpc.handleUnaryCall<_marketing_lead_v1_GetScoringModelRequest__Output, _marketing_lead_v1_GetScoringModelResponse>;
  
  /**
   * The leads of a person, under every id that was merged into theirs.
   */
  GetUserLeads: grpc.handleUnaryCall<_marketing_lead_v1_GetUserLeadsRequest__Output, _marketing_lead_v1_GetUserLeadsResponse>;
  
  /**
   * A page of a CSV file. A page is taken once under its import_id, however often it is sent; GetImport says where to go on.
   */
  ImportLeads: grpc.handleUnaryCall<_marketing_lead_v1_ImportLeadsRequest__Output, _marketing_lead_v1_ImportLeadsResponse>;
  
  ListLeads: grpc.handleUnaryCall<_marketing_lead_v1_ListLeadsRequest__Output, _marketing_lead_v1_ListLeadsResponse>;
  
  /**
   * Every version, newest first; the built-in one is version 0.
   */
  ListScoringModels: grpc.handleUnaryCall<_marketing_lead_v1_ListScoringModelsRequest__Output, _marketing_lead_v1_ListScoringModelsResponse>;
  
  LoseLead: grpc.handleUnaryCall<_marketing_lead_v1_LoseLeadRequest__Output, _marketing_lead_v1_LoseLeadResponse>;
  
  /**
   * new → contacted. Also moves last_contacted, which never goes back.
   */
  MarkContacted: grpc.handleUnaryCall<_marketing_lead_v1_MarkContactedRequest__Output, _marketing_lead_v1_MarkContactedResponse>;
  
  /**
   * Makes loser part of winner: the winner's own values win, the loser's fill its blanks, both addresses are the winner's.
   */
  MergeLeads: grpc.handleUnaryCall<_marketing_lead_v1_MergeLeadsRequest__Output, _marketing_lead_v1_MergeLeadsResponse>;
  
  /**
   * contacted → qualified, by a person. No later score takes it back.
   */
  QualifyLead: grpc.handleUnaryCall<_marketing_lead_v1_QualifyLeadRequest__Output, _marketing_lead_v1_QualifyLeadResponse>;
  
  /**
   * lost → contacted.
   */
  ReopenLead: grpc.handleUnaryCall<_marketing_lead_v1_ReopenLeadRequest__Output, _marketing_lead_v1_ReopenLeadResponse>;
  
  /**
   * A score from a model of the caller's own. It stays until the next SetScore; without a score the tenant's model scores again.
   */
  SetScore: grpc.handleUnaryCall<_marketing_lead_v1_SetScoreRequest__Output, _marketing_lead_v1_SetScoreResponse>;
  
  /**
   * The tenant's scoring model from now on, as a new version. Every open lead is scored again.
   */
  SetScoringModel: grpc.handleUnaryCall<_marketing_lead_v1_SetScoringModelRequest__Output, _marketing_lead_v1_SetScoringModelResponse>;
  
  /**
   * Every public event of this service after a position, in log order, then live ones as they are committed.
   */
  Subscribe: grpc.handleServerStreamingCall<_marketing_lead_v1_SubscribeRequest__Output, _marketing_lead_v1_SubscribeResponse>;
  
  /**
   * Takes a merge back: both are again what they were, and what each learned since stays where it was learned.
   */
  UndoMerge: grpc.handleUnaryCall<_marketing_lead_v1_UndoMergeRequest__Output, _marketing_lead_v1_UndoMergeResponse>;
  
  /**
   * What a person says of a lead, field by field of update_mask. ALREADY_EXISTS when another lead has the address.
   */
  UpdateLead: grpc.handleUnaryCall<_marketing_lead_v1_UpdateLeadRequest__Output, _marketing_lead_v1_UpdateLeadResponse>;
  
}

export interface LeadServiceDefinition extends grpc.ServiceDefinition {
  CaptureLead: MethodDefinition<_marketing_lead_v1_CaptureLeadRequest, _marketing_lead_v1_CaptureLeadResponse, _marketing_lead_v1_CaptureLeadRequest__Output, _marketing_lead_v1_CaptureLeadResponse__Output>
  ConvertLead: MethodDefinition<_marketing_lead_v1_ConvertLeadRequest, _marketing_lead_v1_ConvertLeadResponse, _marketing_lead_v1_ConvertLeadRequest__Output, _marketing_lead_v1_ConvertLeadResponse__Output>
  DisqualifyLead: MethodDefinition<_marketing_lead_v1_DisqualifyLeadRequest, _marketing_lead_v1_DisqualifyLeadResponse, _marketing_lead_v1_DisqualifyLeadRequest__Output, _marketing_lead_v1_DisqualifyLeadResponse__Output>
  EnrichLead: MethodDefinition<_marketing_lead_v1_EnrichLeadRequest, _marketing_lead_v1_EnrichLeadResponse, _marketing_lead_v1_EnrichLeadRequest__Output, _marketing_lead_v1_EnrichLeadResponse__Output>
  ExplainScore: MethodDefinition<_marketing_lead_v1_ExplainScoreRequest, _marketing_lead_v1_ExplainScoreResponse, _marketing_lead_v1_ExplainScoreRequest__Output, _marketing_lead_v1_ExplainScoreResponse__Output>
  GetFunnel: MethodDefinition<_marketing_lead_v1_GetFunnelRequest, _marketing_lead_v1_GetFunnelResponse, _marketing_lead_v1_GetFunnelRequest__Output, _marketing_lead_v1_GetFunnelResponse__Output>
  GetImport: MethodDefinition<_marketing_lead_v1_GetImportRequest, _marketing_lead_v1_GetImportResponse, _marketing_lead_v1_GetImportRequest__Output, _marketing_lead_v1_GetImportResponse__Output>
  GetLead: MethodDefinition<_marketing_lead_v1_GetLeadRequest, _marketing_lead_v1_GetLeadResponse, _marketing_lead_v1_GetLeadRequest__Output, _marketing_lead_v1_GetLeadResponse__Output>
  GetLeadHistory: MethodDefinition<_marketing_lead_v1_GetLeadHistoryRequest, _marketing_lead_v1_GetLeadHistoryResponse, _marketing_lead_v1_GetLeadHistoryRequest__Output, _marketing_lead_v1_GetLeadHistoryResponse__Output>
  GetScoringModel: MethodDefinition<_marketing_lead_v1_GetScoringModelRequest, _marketing_lead_v1_GetScoringModelResponse, _marketing_lead_v1_GetScoringModelRequest__Output, _marketing_lead_v1_GetScoringModelResponse__Output>
  GetUserLeads: MethodDefinition<_marketing_lead_v1_GetUserLeadsRequest, _marketing_lead_v1_GetUserLeadsResponse, _marketing_lead_v1_GetUserLeadsRequest__Output, _marketing_lead_v1_GetUserLeadsResponse__Output>
  ImportLeads: MethodDefinition<_marketing_lead_v1_ImportLeadsRequest, _marketing_lead_v1_ImportLeadsResponse, _marketing_lead_v1_ImportLeadsRequest__Output, _marketing_lead_v1_ImportLeadsResponse__Output>
  ListLeads: MethodDefinition<_marketing_lead_v1_ListLeadsRequest, _marketing_lead_v1_ListLeadsResponse, _marketing_lead_v1_ListLeadsRequest__Output, _marketing_lead_v1_ListLeadsResponse__Output>
  ListScoringModels: MethodDefinition<_marketing_lead_v1_ListScoringModelsRequest, _marketing_lead_v1_ListScoringModelsResponse, _marketing_lead_v1_ListScoringModelsRequest__Output, _marketing_lead_v1_ListScoringModelsResponse__Output>
  LoseLead: MethodDefinition<_marketing_lead_v1_LoseLeadRequest, _marketing_lead_v1_LoseLeadResponse, _marketing_lead_v1_LoseLeadRequest__Output, _marketing_lead_v1_LoseLeadResponse__Output>
  MarkContacted: MethodDefinition<_marketing_lead_v1_MarkContactedRequest, _marketing_lead_v1_MarkContactedResponse, _marketing_lead_v1_MarkContactedRequest__Output, _marketing_lead_v1_MarkContactedResponse__Output>
  MergeLeads: MethodDefinition<_marketing_lead_v1_MergeLeadsRequest, _marketing_lead_v1_MergeLeadsResponse, _marketing_lead_v1_MergeLeadsRequest__Output, _marketing_lead_v1_MergeLeadsResponse__Output>
  QualifyLead: MethodDefinition<_marketing_lead_v1_QualifyLeadRequest, _marketing_lead_v1_QualifyLeadResponse, _marketing_lead_v1_QualifyLeadRequest__Output, _marketing_lead_v1_QualifyLeadResponse__Output>
  ReopenLead: MethodDefinition<_marketing_lead_v1_ReopenLeadRequest, _marketing_lead_v1_ReopenLeadResponse, _marketing_lead_v1_ReopenLeadRequest__Output, _marketing_lead_v1_ReopenLeadResponse__Output>
  SetScore: MethodDefinition<_marketing_lead_v1_SetScoreRequest, _marketing_lead_v1_SetScoreResponse, _marketing_lead_v1_SetScoreRequest__Output, _marketing_lead_v1_SetScoreResponse__Output>
  SetScoringModel: MethodDefinition<_marketing_lead_v1_SetScoringModelRequest, _marketing_lead_v1_SetScoringModelResponse, _marketing_lead_v1_SetScoringModelRequest__Output, _marketing_lead_v1_SetScoringModelResponse__Output>
  Subscribe: MethodDefinition<_marketing_lead_v1_SubscribeRequest, _marketing_lead_v1_SubscribeResponse, _marketing_lead_v1_SubscribeRequest__Output, _marketing_lead_v1_SubscribeResponse__Output>
  UndoMerge: MethodDefinition<_marketing_lead_v1_UndoMergeRequest, _marketing_lead_v1_UndoMergeResponse, _marketing_lead_v1_UndoMergeRequest__Output, _marketing_lead_v1_UndoMergeResponse__Output>
  UpdateLead: MethodDefinition<_marketing_lead_v1_UpdateLeadRequest, _marketing_lead_v1_UpdateLeadResponse, _marketing_lead_v1_UpdateLeadRequest__Output, _marketing_lead_v1_UpdateLeadResponse__Output>
}
