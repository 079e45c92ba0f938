// Original file: protos/marketing/lead/v1/lead_service.proto

export const FactorKind = {
  FACTOR_KIND_UNSPECIFIED: 'FACTOR_KIND_UNSPECIFIED',
  /**
   * Kind of address: values business, free, disposable.
   */
  FACTOR_KIND_EMAIL: 'FACTOR_KIND_EMAIL',
  /**
   * Number of people, from property company_size.
   */
  FACTOR_KIND_COMPANY_SIZE: 'FACTOR_KIND_COMPANY_SIZE',
  /**
   * Property industry.
   */
  FACTOR_KIND_INDUSTRY: 'FACTOR_KIND_INDUSTRY',
  /**
   * Seniority read from the job title: values executive, vice_president, director, manager, senior, other, junior.
   */
  FACTOR_KIND_JOB_TITLE: 'FACTOR_KIND_JOB_TITLE',
  /**
   * Kinds of tracked events: values are event names, worth their points; 1 − 0.5^(points / saturation). Decays with inactivity.
   */
  FACTOR_KIND_ACTIVITY: 'FACTOR_KIND_ACTIVITY',
  /**
   * 0.5^(days since the last event / half-life).
   */
  FACTOR_KIND_RECENCY: 'FACTOR_KIND_RECENCY',
  /**
   * Any property, by value; `property` names it.
   */
  FACTOR_KIND_PROPERTY: 'FACTOR_KIND_PROPERTY',
  /**
   * The source of the first touch, by value.
   */
  FACTOR_KIND_SOURCE: 'FACTOR_KIND_SOURCE',
} as const;

export type FactorKind =
  | 'FACTOR_KIND_UNSPECIFIED'
  | 0
  /**
   * Kind of address: values business, free, disposable.
   */
  | 'FACTOR_KIND_EMAIL'
  | 1
  /**
   * Number of people, from property company_size.
   */
  | 'FACTOR_KIND_COMPANY_SIZE'
  | 2
  /**
   * Property industry.
   */
  | 'FACTOR_KIND_INDUSTRY'
  | 3
  /**
   * Seniority read from the job title: values executive, vice_president, director, manager, senior, other, junior.
   */
  | 'FACTOR_KIND_JOB_TITLE'
  | 4
  /**
   * Kinds of tracked events: values are event names, worth their points; 1 − 0.5^(points / saturation). Decays with inactivity.
   */
  | 'FACTOR_KIND_ACTIVITY'
  | 5
  /**
   * 0.5^(days since the last event / half-life).
   */
  | 'FACTOR_KIND_RECENCY'
  | 6
  /**
   * Any property, by value; `property` names it.
   */
  | 'FACTOR_KIND_PROPERTY'
  | 7
  /**
   * The source of the first touch, by value.
   */
  | 'FACTOR_KIND_SOURCE'
  | 8

export type FactorKind__Output = typeof FactorKind[keyof typeof FactorKind]
