// Original file: protos/marketing/operations/v1/operations_service.proto


export interface ReconcileVectorsRequest {
}

export interface ReconcileVectorsRequest__Output {
}
