// Original file: protos/marketing/identity/v1/segment_service.proto


export interface AddMemberRequest {
  'segment'?: (string);
  'userId'?: (string);
  'requestId'?: (string);
}

export interface AddMemberRequest__Output {
  'segment': (string);
  'userId': (string);
  'requestId': (string);
}
