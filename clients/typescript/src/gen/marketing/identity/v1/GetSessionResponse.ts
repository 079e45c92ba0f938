// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Session as _marketing_identity_v1_Session, Session__Output as _marketing_identity_v1_Session__Output } from '../../../marketing/identity/v1/Session.ts';

export interface GetSessionResponse {
  'session'?: (_marketing_identity_v1_Session | null);
}

export interface GetSessionResponse__Output {
  'session': (_marketing_identity_v1_Session__Output | null);
}
