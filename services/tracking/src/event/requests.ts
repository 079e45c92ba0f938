import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { PersonRefSchema } from "@marketing/protos/tracking/v1/tracking_service";
import { invalidField } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import { list, message, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { maxIdLength, maxNameLength } from "./decide.ts";
import { parseProperties } from "./properties.ts";

// Fields that several queries have, and what their values mean.

export const eventNames = list(text(maxNameLength), 100);
export const sessionId = text(maxIdLength);
/** A JSON object as text. */
export const containedProperties = text(32_768);
export const rangeFields = { startTime: optional(timestamp), endTime: optional(timestamp) };
export const person = optional(
  message(PersonRefSchema, {
    userId: optional(uuid),
    externalId: optional(text(maxIdLength)),
    anonymousId: optional(text(maxIdLength)),
  }),
);

interface PersonRef {
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly anonymousId: string | null;
}

/** The UUID a reference names, without the spaces around an id, as it was tracked; nothing is looked up. */
export const readPerson = (tenantId: string, ref: PersonRef | null): string => {
  if (ref?.userId) return ref.userId;
  if (ref?.externalId) return userIdOf(tenantId, ref.externalId.trim());
  if (ref?.anonymousId) return anonymousUserIdOf(tenantId, ref.anonymousId.trim());
  throw invalidField("person", "user_id, external_id or anonymous_id is required");
};

/** A session as a request names it. */
export interface SessionRef {
  readonly sessionId: string;
  /** Whose; null = whoever has a session of this UUID. */
  readonly userId: string | null;
}

/** The session that a request names: by its UUID, or by the client's own id and whose it is. */
export const readSession = (tenantId: string, r: { readonly sessionId: string; readonly person: PersonRef | null }): SessionRef => {
  if (r.person === null && !isUuid(r.sessionId))
    throw invalidField("person", "is required where session_id is no UUID: such an id is unique only for a device or person");
  return { sessionId: r.sessionId.trim(), userId: r.person === null ? null : readPerson(tenantId, r.person) };
};

const day = 86_400_000;

/** A time range with its defaults: up to now, and `defaultDays` back. */
export const readRange = (
  r: { readonly startTime: Date | null; readonly endTime: Date | null },
  defaultDays = 1,
): { from: Date; to: Date } => {
  const to = r.endTime ?? new Date(Date.now() + 2 * day); // events may lie a day ahead
  const from = r.startTime ?? new Date((r.endTime?.getTime() ?? Date.now()) - defaultDays * day);
  if (from >= to) throw invalidField("end_time", "must be after start_time");
  return { from, to };
};

/** A JSON object as text, for containment; held to the same limits as an event's properties. */
export const readContains = (field: string, contains: string): string => {
  const parsed = parseProperties(contains);
  if (!parsed.ok) throw invalidField(field, parsed.message);
  return JSON.stringify(parsed.value);
};
