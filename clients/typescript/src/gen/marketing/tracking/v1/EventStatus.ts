// Original file: protos/marketing/tracking/v1/tracking_service.proto

export const EventStatus = {
  EVENT_STATUS_UNSPECIFIED: 'EVENT_STATUS_UNSPECIFIED',
  /**
   * Committed by this call.
   */
  EVENT_STATUS_ACCEPTED: 'EVENT_STATUS_ACCEPTED',
  /**
   * Committed before under the same message_id; event_id is the first one's. Warning `conflicting_content` when the content differs.
   */
  EVENT_STATUS_DUPLICATE: 'EVENT_STATUS_DUPLICATE',
  /**
   * Not taken; see rejection.
   */
  EVENT_STATUS_REJECTED: 'EVENT_STATUS_REJECTED',
} as const;

export type EventStatus =
  | 'EVENT_STATUS_UNSPECIFIED'
  | 0
  /**
   * Committed by this call.
   */
  | 'EVENT_STATUS_ACCEPTED'
  | 1
  /**
   * Committed before under the same message_id; event_id is the first one's. Warning `conflicting_content` when the content differs.
   */
  | 'EVENT_STATUS_DUPLICATE'
  | 2
  /**
   * Not taken; see rejection.
   */
  | 'EVENT_STATUS_REJECTED'
  | 3

export type EventStatus__Output = typeof EventStatus[keyof typeof EventStatus]
