// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

export const Platform = {
  PLATFORM_UNSPECIFIED: 'PLATFORM_UNSPECIFIED',
  PLATFORM_GOOGLE_ADS: 'PLATFORM_GOOGLE_ADS',
  PLATFORM_LINKEDIN: 'PLATFORM_LINKEDIN',
  PLATFORM_PRODUCTHUNT: 'PLATFORM_PRODUCTHUNT',
} as const;

export type Platform =
  | 'PLATFORM_UNSPECIFIED'
  | 0
  | 'PLATFORM_GOOGLE_ADS'
  | 1
  | 'PLATFORM_LINKEDIN'
  | 2
  | 'PLATFORM_PRODUCTHUNT'
  | 3

export type Platform__Output = typeof Platform[keyof typeof Platform]
