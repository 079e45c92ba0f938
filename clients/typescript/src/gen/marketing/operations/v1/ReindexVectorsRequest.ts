// Original file: protos/marketing/operations/v1/operations_service.proto


export interface ReindexVectorsRequest {
}

export interface ReindexVectorsRequest__Output {
}
