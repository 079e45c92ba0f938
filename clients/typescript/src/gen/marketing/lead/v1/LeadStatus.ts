// Original file: protos/marketing/lead/v1/lead_service.proto

export const LeadStatus = {
  LEAD_STATUS_UNSPECIFIED: 'LEAD_STATUS_UNSPECIFIED',
  LEAD_STATUS_NEW: 'LEAD_STATUS_NEW',
  LEAD_STATUS_CONTACTED: 'LEAD_STATUS_CONTACTED',
  LEAD_STATUS_QUALIFIED: 'LEAD_STATUS_QUALIFIED',
  LEAD_STATUS_CONVERTED: 'LEAD_STATUS_CONVERTED',
  LEAD_STATUS_LOST: 'LEAD_STATUS_LOST',
} as const;

export type LeadStatus =
  | 'LEAD_STATUS_UNSPECIFIED'
  | 0
  | 'LEAD_STATUS_NEW'
  | 1
  | 'LEAD_STATUS_CONTACTED'
  | 2
  | 'LEAD_STATUS_QUALIFIED'
  | 3
  | 'LEAD_STATUS_CONVERTED'
  | 4
  | 'LEAD_STATUS_LOST'
  | 5

export type LeadStatus__Output = typeof LeadStatus[keyof typeof LeadStatus]
