/** The braces are literal: a hash tag, so that in a Redis Cluster a tenant's keys share a slot. */
export const tenantKey = (tenantId: string, ...parts: ReadonlyArray<string>): string => `t:{${tenantId}}:${parts.join(":")}`;

/** Keys of a generation being built stand beside the live ones under `~g<n>`. */
export const generationKey = (tenantId: string, generation: number | null, ...parts: ReadonlyArray<string>): string =>
  generation === null ? tenantKey(tenantId, ...parts) : tenantKey(tenantId, `~g${generation}`, ...parts);
