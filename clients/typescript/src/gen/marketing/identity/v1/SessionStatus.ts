// Original file: protos/marketing/identity/v1/identity_service.proto

export const SessionStatus = {
  SESSION_STATUS_UNSPECIFIED: 'SESSION_STATUS_UNSPECIFIED',
  SESSION_STATUS_ACTIVE: 'SESSION_STATUS_ACTIVE',
  SESSION_STATUS_ENDED: 'SESSION_STATUS_ENDED',
} as const;

export type SessionStatus =
  | 'SESSION_STATUS_UNSPECIFIED'
  | 0
  | 'SESSION_STATUS_ACTIVE'
  | 1
  | 'SESSION_STATUS_ENDED'
  | 2

export type SessionStatus__Output = typeof SessionStatus[keyof typeof SessionStatus]
