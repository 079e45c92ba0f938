// Original file: protos/marketing/identity/v1/identity_service.proto

import type { TraitChange as _marketing_identity_v1_TraitChange, TraitChange__Output as _marketing_identity_v1_TraitChange__Output } from '../../../marketing/identity/v1/TraitChange.ts';
import type { Merge as _marketing_identity_v1_Merge, Merge__Output as _marketing_identity_v1_Merge__Output } from '../../../marketing/identity/v1/Merge.ts';

export interface GetUserHistoryResponse {
  'traitChanges'?: (_marketing_identity_v1_TraitChange)[];
  /**
   * All of them, oldest first, on the first page only.
   */
  'merges'?: (_marketing_identity_v1_Merge)[];
  'nextPageToken'?: (string);
}

export interface GetUserHistoryResponse__Output {
  'traitChanges': (_marketing_identity_v1_TraitChange__Output)[];
  /**
   * All of them, oldest first, on the first page only.
   */
  'merges': (_marketing_identity_v1_Merge__Output)[];
  'nextPageToken': (string);
}
