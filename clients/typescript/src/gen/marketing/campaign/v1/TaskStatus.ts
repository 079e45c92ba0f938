// Original file: protos/marketing/campaign/v1/task_service.proto

export const TaskStatus = {
  TASK_STATUS_UNSPECIFIED: 'TASK_STATUS_UNSPECIFIED',
  TASK_STATUS_PENDING: 'TASK_STATUS_PENDING',
  TASK_STATUS_CLAIMED: 'TASK_STATUS_CLAIMED',
  TASK_STATUS_COMPLETED: 'TASK_STATUS_COMPLETED',
  TASK_STATUS_DEAD: 'TASK_STATUS_DEAD',
} as const;

export type TaskStatus =
  | 'TASK_STATUS_UNSPECIFIED'
  | 0
  | 'TASK_STATUS_PENDING'
  | 1
  | 'TASK_STATUS_CLAIMED'
  | 2
  | 'TASK_STATUS_COMPLETED'
  | 3
  | 'TASK_STATUS_DEAD'
  | 4

export type TaskStatus__Output = typeof TaskStatus[keyof typeof TaskStatus]
