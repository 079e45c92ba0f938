// Original file: protos/marketing/operations/v1/operations_service.proto

import type { LogEvent as _marketing_operations_v1_LogEvent, LogEvent__Output as _marketing_operations_v1_LogEvent__Output } from '../../../marketing/operations/v1/LogEvent.ts';

export interface ReadLogResponse {
  'event'?: (_marketing_operations_v1_LogEvent | null);
}

export interface ReadLogResponse__Output {
  'event': (_marketing_operations_v1_LogEvent__Output | null);
}
