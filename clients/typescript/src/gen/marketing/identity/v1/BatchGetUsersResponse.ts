// Original file: protos/marketing/identity/v1/identity_service.proto

import type { User as _marketing_identity_v1_User, User__Output as _marketing_identity_v1_User__Output } from '../../../marketing/identity/v1/User.ts';

export interface BatchGetUsersResponse {
  /**
   * In the order asked; each once.
   */
  'users'?: (_marketing_identity_v1_User)[];
  /**
   * As asked.
   */
  'notFound'?: (string)[];
}

export interface BatchGetUsersResponse__Output {
  /**
   * In the order asked; each once.
   */
  'users': (_marketing_identity_v1_User__Output)[];
  /**
   * As asked.
   */
  'notFound': (string)[];
}
