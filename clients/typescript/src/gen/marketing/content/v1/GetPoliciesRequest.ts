// Original file: protos/marketing/content/v1/content_service.proto


export interface GetPoliciesRequest {
}

export interface GetPoliciesRequest__Output {
}
