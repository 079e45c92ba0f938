// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

export const ReportOutcome = {
  REPORT_OUTCOME_UNSPECIFIED: 'REPORT_OUTCOME_UNSPECIFIED',
  /**
   * It counts now.
   */
  REPORT_OUTCOME_APPLIED: 'REPORT_OUTCOME_APPLIED',
  /**
   * This very report counts already.
   */
  REPORT_OUTCOME_UNCHANGED: 'REPORT_OUTCOME_UNCHANGED',
  /**
   * A later one counts already, or another of the same moment.
   */
  REPORT_OUTCOME_STALE: 'REPORT_OUTCOME_STALE',
} as const;

export type ReportOutcome =
  | 'REPORT_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It counts now.
   */
  | 'REPORT_OUTCOME_APPLIED'
  | 1
  /**
   * This very report counts already.
   */
  | 'REPORT_OUTCOME_UNCHANGED'
  | 2
  /**
   * A later one counts already, or another of the same moment.
   */
  | 'REPORT_OUTCOME_STALE'
  | 3

export type ReportOutcome__Output = typeof ReportOutcome[keyof typeof ReportOutcome]
