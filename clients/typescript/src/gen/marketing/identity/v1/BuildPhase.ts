// Original file: protos/marketing/identity/v1/segment_service.proto

export const BuildPhase = {
  BUILD_PHASE_UNSPECIFIED: 'BUILD_PHASE_UNSPECIFIED',
  /**
   * Reading the past of the events the rule counts.
   */
  BUILD_PHASE_BACKFILLING: 'BUILD_PHASE_BACKFILLING',
  /**
   * Evaluating everybody; whoever does something is evaluated before their turn.
   */
  BUILD_PHASE_EVALUATING: 'BUILD_PHASE_EVALUATING',
  BUILD_PHASE_READY: 'BUILD_PHASE_READY',
  /**
   * Archived: the members are leaving.
   */
  BUILD_PHASE_RETIRING: 'BUILD_PHASE_RETIRING',
} as const;

export type BuildPhase =
  | 'BUILD_PHASE_UNSPECIFIED'
  | 0
  /**
   * Reading the past of the events the rule counts.
   */
  | 'BUILD_PHASE_BACKFILLING'
  | 1
  /**
   * Evaluating everybody; whoever does something is evaluated before their turn.
   */
  | 'BUILD_PHASE_EVALUATING'
  | 2
  | 'BUILD_PHASE_READY'
  | 3
  /**
   * Archived: the members are leaving.
   */
  | 'BUILD_PHASE_RETIRING'
  | 4

export type BuildPhase__Output = typeof BuildPhase[keyof typeof BuildPhase]
