// Original file: protos/marketing/content/v1/content_service.proto

export const ContentType = {
  CONTENT_TYPE_UNSPECIFIED: 'CONTENT_TYPE_UNSPECIFIED',
  CONTENT_TYPE_BLOG: 'CONTENT_TYPE_BLOG',
  CONTENT_TYPE_SOCIAL: 'CONTENT_TYPE_SOCIAL',
  CONTENT_TYPE_EMAIL: 'CONTENT_TYPE_EMAIL',
  CONTENT_TYPE_AD_COPY: 'CONTENT_TYPE_AD_COPY',
  CONTENT_TYPE_LANDING_PAGE: 'CONTENT_TYPE_LANDING_PAGE',
} as const;

export type ContentType =
  | 'CONTENT_TYPE_UNSPECIFIED'
  | 0
  | 'CONTENT_TYPE_BLOG'
  | 1
  | 'CONTENT_TYPE_SOCIAL'
  | 2
  | 'CONTENT_TYPE_EMAIL'
  | 3
  | 'CONTENT_TYPE_AD_COPY'
  | 4
  | 'CONTENT_TYPE_LANDING_PAGE'
  | 5

export type ContentType__Output = typeof ContentType[keyof typeof ContentType]
