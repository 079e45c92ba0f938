// Original file: protos/marketing/identity/v1/identity_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateApiKeyRequest as _marketing_identity_v1_CreateApiKeyRequest, CreateApiKeyRequest__Output as _marketing_identity_v1_CreateApiKeyRequest__Output } from '../../../marketing/identity/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse as _marketing_identity_v1_CreateApiKeyResponse, CreateApiKeyResponse__Output as _marketing_identity_v1_CreateApiKeyResponse__Output } from '../../../marketing/identity/v1/CreateApiKeyResponse.ts';
import type { CreateTenantRequest as _marketing_identity_v1_CreateTenantRequest, CreateTenantRequest__Output as _marketing_identity_v1_CreateTenantRequest__Output } from '../../../marketing/identity/v1/CreateTenantRequest.ts';
import type { CreateTenantResponse as _marketing_identity_v1_CreateTenantResponse, CreateTenantResponse__Output as _marketing_identity_v1_CreateTenantResponse__Output } from '../../../marketing/identity/v1/CreateTenantResponse.ts';
import type { GetTenantRequest as _marketing_identity_v1_GetTenantRequest, GetTenantRequest__Output as _marketing_identity_v1_GetTenantRequest__Output } from '../../../marketing/identity/v1/GetTenantRequest.ts';
import type { GetTenantResponse as _marketing_identity_v1_GetTenantResponse, GetTenantResponse__Output as _marketing_identity_v1_GetTenantResponse__Output } from '../../../marketing/identity/v1/GetTenantResponse.ts';
import type { ListApiKeysRequest as _marketing_identity_v1_ListApiKeysRequest, ListApiKeysRequest__Output as _marketing_identity_v1_ListApiKeysRequest__Output } from '../../../marketing/identity/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse as _marketing_identity_v1_ListApiKeysResponse, ListApiKeysResponse__Output as _marketing_identity_v1_ListApiKeysResponse__Output } from '../../../marketing/identity/v1/ListApiKeysResponse.ts';
import type { ListTenantsRequest as _marketing_identity_v1_ListTenantsRequest, ListTenantsRequest__Output as _marketing_identity_v1_ListTenantsRequest__Output } from '../../../marketing/identity/v1/ListTenantsRequest.ts';
import type { ListTenantsResponse as _marketing_identity_v1_ListTenantsResponse, ListTenantsResponse__Output as _marketing_identity_v1_ListTenantsResponse__Output } from '../../../marketing/identity/v1/ListTenantsResponse.ts';
import type { RevokeApiKeyRequest as _marketing_identity_v1_RevokeApiKeyRequest, RevokeApiKeyRequest__Output as _marketing_identity_v1_RevokeApiKeyRequest__Output } from '../../../marketing/identity/v1/RevokeApiKeyRequest.ts';
import type { RevokeApiKeyResponse as _marketing_identity_v1_RevokeApiKeyResponse, RevokeApiKeyResponse__Output as _marketing_identity_v1_RevokeApiKeyResponse__Output } from '../../../marketing/identity/v1/RevokeApiKeyResponse.ts';
import type { UpdateTenantSettingsRequest as _marketing_identity_v1_UpdateTenantSettingsRequest, UpdateTenantSettingsRequest__Output as _marketing_identity_v1_UpdateTenantSettingsRequest__Output } from '../../../marketing/identity/v1/UpdateTenantSettingsRequest.ts';
import type { UpdateTenantSettingsResponse as _marketing_identity_v1_UpdateTenantSettingsResponse, UpdateTenantSettingsResponse__Output as _marketing_identity_v1_UpdateTenantSettingsResponse__Output } from '../../../marketing/identity/v1/UpdateTenantSettingsResponse.ts';

/**
 * Tenants and their API keys. Creating and listing tenants takes the scope platform:admin;
 * the others take tenant:admin, for the caller's own tenant.
 */
export interface TenantServiceClient extends grpc.Client {
  /**
   * The key is in the response and nowhere else, ever. A repeat with the same request_id is refused with ALREADY_EXISTS.
   */
  CreateApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The key is in the response and nowhere else, ever. A repeat with the same request_id is refused with ALREADY_EXISTS.
   */
  createApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _marketing_identity_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  CreateTenant(argument: _marketing_identity_v1_CreateTenantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  CreateTenant(argument: _marketing_identity_v1_CreateTenantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  CreateTenant(argument: _marketing_identity_v1_CreateTenantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  CreateTenant(argument: _marketing_identity_v1_CreateTenantRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  createTenant(argument: _marketing_identity_v1_CreateTenantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  createTenant(argument: _marketing_identity_v1_CreateTenantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  createTenant(argument: _marketing_identity_v1_CreateTenantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  createTenant(argument: _marketing_identity_v1_CreateTenantRequest, callback: grpc.requestCallback<_marketing_identity_v1_CreateTenantResponse__Output>): grpc.ClientUnaryCall;
  
  GetTenant(argument: _marketing_identity_v1_GetTenantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  GetTenant(argument: _marketing_identity_v1_GetTenantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  GetTenant(argument: _marketing_identity_v1_GetTenantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  GetTenant(argument: _marketing_identity_v1_GetTenantRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  getTenant(argument: _marketing_identity_v1_GetTenantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  getTenant(argument: _marketing_identity_v1_GetTenantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  getTenant(argument: _marketing_identity_v1_GetTenantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  getTenant(argument: _marketing_identity_v1_GetTenantRequest, callback: grpc.requestCallback<_marketing_identity_v1_GetTenantResponse__Output>): grpc.ClientUnaryCall;
  
  ListApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _marketing_identity_v1_ListApiKeysRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  
  ListTenants(argument: _marketing_identity_v1_ListTenantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  ListTenants(argument: _marketing_identity_v1_ListTenantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  ListTenants(argument: _marketing_identity_v1_ListTenantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  ListTenants(argument: _marketing_identity_v1_ListTenantsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  listTenants(argument: _marketing_identity_v1_ListTenantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  listTenants(argument: _marketing_identity_v1_ListTenantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  listTenants(argument: _marketing_identity_v1_ListTenantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  listTenants(argument: _marketing_identity_v1_ListTenantsRequest, callback: grpc.requestCallback<_marketing_identity_v1_ListTenantsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes effect in every service within seconds.
   */
  RevokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes effect in every service within seconds.
   */
  revokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _marketing_identity_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_marketing_identity_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  UpdateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  UpdateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  UpdateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  UpdateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  updateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  updateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  updateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  updateTenantSettings(argument: _marketing_identity_v1_UpdateTenantSettingsRequest, callback: grpc.requestCallback<_marketing_identity_v1_UpdateTenantSettingsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Tenants and their API keys. Creating and listing tenants takes the scope platform:admin;
 * the others take tenant:admin, for the caller's own tenant.
 */
export interface TenantServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The key is in the response and nowhere else, ever. A repeat with the same request_id is refused with ALREADY_EXISTS.
   */
  CreateApiKey: grpc.handleUnaryCall<_marketing_identity_v1_CreateApiKeyRequest__Output, _marketing_identity_v1_CreateApiKeyResponse>;
  
  CreateTenant: grpc.handleUnaryCall<_marketing_identity_v1_CreateTenantRequest__Output, _marketing_identity_v1_CreateTenantResponse>;
  
  GetTenant: grpc.handleUnaryCall<_marketing_identity_v1_GetTenantRequest__Output, _marketing_identity_v1_GetTenantResponse>;
  
  ListApiKeys: grpc.handleUnaryCall<_marketing_identity_v1_ListApiKeysRequest__Output, _marketing_identity_v1_ListApiKeysResponse>;
  
  ListTenants: grpc.handleUnaryCall<_marketing_identity_v1_ListTenantsRequest__Output, _marketing_identity_v1_ListTenantsResponse>;
  
  /**
   * Takes effect in every service within seconds.
   */
  RevokeApiKey: grpc.handleUnaryCall<_marketing_identity_v1_RevokeApiKeyRequest__Output, _marketing_identity_v1_RevokeApiKeyResponse>;
  
  UpdateTenantSettings: grpc.handleUnaryCall<_marketing_identity_v1_UpdateTenantSettingsRequest__Output, _marketing_identity_v1_UpdateTenantSettingsResponse>;
  
}

export interface TenantServiceDefinition extends grpc.ServiceDefinition {
  CreateApiKey: MethodDefinition<_marketing_identity_v1_CreateApiKeyRequest, _marketing_identity_v1_CreateApiKeyResponse, _marketing_identity_v1_CreateApiKeyRequest__Output, _marketing_identity_v1_CreateApiKeyResponse__Output>
  CreateTenant: MethodDefinition<_marketing_identity_v1_CreateTenantRequest, _marketing_identity_v1_CreateTenantResponse, _marketing_identity_v1_CreateTenantRequest__Output, _marketing_identity_v1_CreateTenantResponse__Output>
  GetTenant: MethodDefinition<_marketing_identity_v1_GetTenantRequest, _marketing_identity_v1_GetTenantResponse, _marketing_identity_v1_GetTenantRequest__Output, _marketing_identity_v1_GetTenantResponse__Output>
  ListApiKeys: MethodDefinition<_marketing_identity_v1_ListApiKeysRequest, _marketing_identity_v1_ListApiKeysResponse, _marketing_identity_v1_ListApiKeysRequest__Output, _marketing_identity_v1_ListApiKeysResponse__Output>
  ListTenants: MethodDefinition<_marketing_identity_v1_ListTenantsRequest, _marketing_identity_v1_ListTenantsResponse, _marketing_identity_v1_ListTenantsRequest__Output, _marketing_identity_v1_ListTenantsResponse__Output>
  RevokeApiKey: MethodDefinition<_marketing_identity_v1_RevokeApiKeyRequest, _marketing_identity_v1_RevokeApiKeyResponse, _marketing_identity_v1_RevokeApiKeyRequest__Output, _marketing_identity_v1_RevokeApiKeyResponse__Output>
  UpdateTenantSettings: MethodDefinition<_marketing_identity_v1_UpdateTenantSettingsRequest, _marketing_identity_v1_UpdateTenantSettingsResponse, _marketing_identity_v1_UpdateTenantSettingsRequest__Output, _marketing_identity_v1_UpdateTenantSettingsResponse__Output>
}
