// Original file: protos/marketing/operations/v1/operations_service.proto


export interface GetStatusRequest {
}

export interface GetStatusRequest__Output {
}
