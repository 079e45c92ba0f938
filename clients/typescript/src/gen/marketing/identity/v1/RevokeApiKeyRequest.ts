// Original file: protos/marketing/identity/v1/identity_service.proto


export interface RevokeApiKeyRequest {
  'keyId'?: (string);
  'requestId'?: (string);
}

export interface RevokeApiKeyRequest__Output {
  'keyId': (string);
  'requestId': (string);
}
