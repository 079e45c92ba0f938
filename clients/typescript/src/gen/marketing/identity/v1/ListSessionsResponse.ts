// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Session as _marketing_identity_v1_Session, Session__Output as _marketing_identity_v1_Session__Output } from '../../../marketing/identity/v1/Session.ts';

export interface ListSessionsResponse {
  'sessions'?: (_marketing_identity_v1_Session)[];
  'nextPageToken'?: (string);
}

export interface ListSessionsResponse__Output {
  'sessions': (_marketing_identity_v1_Session__Output)[];
  'nextPageToken': (string);
}
