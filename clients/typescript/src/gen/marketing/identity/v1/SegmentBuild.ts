// Original file: protos/marketing/identity/v1/segment_service.proto

import type { BuildPhase as _marketing_identity_v1_BuildPhase, BuildPhase__Output as _marketing_identity_v1_BuildPhase__Output } from '../../../marketing/identity/v1/BuildPhase.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface SegmentBuild {
  'phase'?: (_marketing_identity_v1_BuildPhase);
  /**
   * Of the rule being put into force.
   */
  'revision'?: (number);
  'peopleEvaluated'?: (number | string | Long);
  /**
   * As counted when it began.
   */
  'peopleTotal'?: (number | string | Long);
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent while it goes on.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
}

export interface SegmentBuild__Output {
  'phase': (_marketing_identity_v1_BuildPhase__Output);
  /**
   * Of the rule being put into force.
   */
  'revision': (number);
  'peopleEvaluated': (string);
  /**
   * As counted when it began.
   */
  'peopleTotal': (string);
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent while it goes on.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
}
