// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { FunnelStepResult as _marketing_tracking_v1_FunnelStepResult, FunnelStepResult__Output as _marketing_tracking_v1_FunnelStepResult__Output } from '../../../marketing/tracking/v1/FunnelStepResult.ts';

export interface GetFunnelResponse {
  'steps'?: (_marketing_tracking_v1_FunnelStepResult)[];
}

export interface GetFunnelResponse__Output {
  'steps': (_marketing_tracking_v1_FunnelStepResult__Output)[];
}
