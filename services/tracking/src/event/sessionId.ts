import { isUuid, uuidv5 } from "@marketing/shared/base/ids";

/**
 * The UUID of a session by the id that a client gave it. A UUID is itself. Any other id is only unique for whom the client gave it to (a time in
 * seconds, a visit's number), so theirs is part of it: the device's UUID where one is named, else the user's.
 */
export const sessionIdOf = (tenantId: string, actorId: string, clientSessionId: string): string =>
  isUuid(clientSessionId) ? clientSessionId.toLowerCase() : uuidv5(`session:${actorId}:${clientSessionId}`, tenantId);

/** What events from before have: made of the client's id alone. */
export const formerSessionIdOf = (tenantId: string, clientSessionId: string): string =>
  isUuid(clientSessionId) ? clientSessionId.toLowerCase() : uuidv5(`session:${clientSessionId}`, tenantId);
