// Original file: protos/marketing/identity/v1/segment_service.proto


export interface RemoveMemberRequest {
  'segment'?: (string);
  'userId'?: (string);
  'requestId'?: (string);
}

export interface RemoveMemberRequest__Output {
  'segment': (string);
  'userId': (string);
  'requestId': (string);
}
