// Original file: protos/marketing/identity/v1/identity_service.proto

export const IpPolicy = {
  IP_POLICY_UNSPECIFIED: 'IP_POLICY_UNSPECIFIED',
  IP_POLICY_KEEP: 'IP_POLICY_KEEP',
  /**
   * Last octet of IPv4, last 80 bits of IPv6 to zero.
   */
  IP_POLICY_TRUNCATE: 'IP_POLICY_TRUNCATE',
  IP_POLICY_REMOVE: 'IP_POLICY_REMOVE',
} as const;

export type IpPolicy =
  | 'IP_POLICY_UNSPECIFIED'
  | 0
  | 'IP_POLICY_KEEP'
  | 1
  /**
   * Last octet of IPv4, last 80 bits of IPv6 to zero.
   */
  | 'IP_POLICY_TRUNCATE'
  | 2
  | 'IP_POLICY_REMOVE'
  | 3

export type IpPolicy__Output = typeof IpPolicy[keyof typeof IpPolicy]
