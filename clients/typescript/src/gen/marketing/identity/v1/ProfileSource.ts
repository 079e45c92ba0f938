// Original file: protos/marketing/identity/v1/identity_service.proto

export const ProfileSource = {
  PROFILE_SOURCE_UNSPECIFIED: 'PROFILE_SOURCE_UNSPECIFIED',
  PROFILE_SOURCE_CACHE: 'PROFILE_SOURCE_CACHE',
  PROFILE_SOURCE_DATABASE: 'PROFILE_SOURCE_DATABASE',
} as const;

export type ProfileSource =
  | 'PROFILE_SOURCE_UNSPECIFIED'
  | 0
  | 'PROFILE_SOURCE_CACHE'
  | 1
  | 'PROFILE_SOURCE_DATABASE'
  | 2

export type ProfileSource__Output = typeof ProfileSource[keyof typeof ProfileSource]
