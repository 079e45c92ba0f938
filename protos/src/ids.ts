import { isUuid, uuidv5 } from "@marketing/shared/base/ids";

/** The person a caller's own id names: a UUID is itself, any other string its UUIDv5 in the tenant's namespace. */
export const userIdOf = (tenantId: string, externalId: string): string =>
  isUuid(externalId) ? externalId.toLowerCase() : uuidv5(`user:${externalId}`, tenantId);

/** The person a browser or device stands for until somebody identifies them. */
export const anonymousUserIdOf = (tenantId: string, anonymousId: string): string => uuidv5(`anonymous:${anonymousId}`, tenantId);
