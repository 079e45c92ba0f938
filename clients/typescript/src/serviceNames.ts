/** The five programs, in the order in which things flow through them. */
export const serviceNames = ["identity", "tracking", "campaign", "lead", "content"] as const;
export type ServiceName = (typeof serviceNames)[number];
