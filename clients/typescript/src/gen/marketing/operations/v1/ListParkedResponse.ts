// Original file: protos/marketing/operations/v1/operations_service.proto

import type { ParkedEvent as _marketing_operations_v1_ParkedEvent, ParkedEvent__Output as _marketing_operations_v1_ParkedEvent__Output } from '../../../marketing/operations/v1/ParkedEvent.ts';

export interface ListParkedResponse {
  'parkedEvents'?: (_marketing_operations_v1_ParkedEvent)[];
  'nextPageToken'?: (string);
}

export interface ListParkedResponse__Output {
  'parkedEvents': (_marketing_operations_v1_ParkedEvent__Output)[];
  'nextPageToken': (string);
}
