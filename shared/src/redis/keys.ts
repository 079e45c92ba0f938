/** The braces are literal: a hash tag, so that in a Redis Cluster a tenant's keys share a slot. */
export const tenantKey = (tenantId: string, ...parts: ReadonlyArray<string>): string => `t:{${tenantId}}:${parts.join(":")}`;

/** The key in a generation that is being built, marked with `~g<n>`, or in the live one (null). */
export const generationKey = (tenantId: string, generation: number | null, ...parts: ReadonlyArray<string>): string =>
  generation === null ? tenantKey(tenantId, ...parts) : tenantKey(tenantId, `~g${generation}`, ...parts);
