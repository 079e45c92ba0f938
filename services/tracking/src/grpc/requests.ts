import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { invalidField } from "@marketing/shared/base/errors";
import { uuidv5 } from "@marketing/shared/base/ids";
import { int64, list, number, oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import type { FunnelStep } from "../analytics/funnelQuery.ts";
import { maxIdLength, maxNameLength } from "../event/event.ts";
import { parseProperties } from "../event/properties.ts";

const boolean = Schema.Boolean as unknown as Schema.Codec<boolean, unknown>;
const names = list(text(maxNameLength), 100);
const person = optional(
  Schema.Struct({
    userId: optional(uuid),
    externalId: optional(text(maxIdLength)),
    anonymousId: optional(text(maxIdLength)),
  }) as unknown as Schema.Codec<PersonRef, unknown>,
);
const step = Schema.Struct({ eventName: text(maxNameLength), propertiesContain: optional(text(32_768)) }) as unknown as Schema.Codec<
  RawStep,
  unknown
>;
const range = { startTime: optional(timestamp), endTime: optional(timestamp) };

export const getTimelineRequest = Schema.Struct({
  person,
  eventNames: names,
  ...range,
  includeBots: boolean,
  ...pageFields,
  ...queryFields,
});
export const getRecentEventsRequest = Schema.Struct({ person, limit: number({ min: 0 }), ...queryFields });
export const listEventsRequest = Schema.Struct({
  ...range,
  eventName: optional(text(maxNameLength)),
  sessionId: optional(text(maxIdLength)),
  propertiesContain: optional(text(32_768)),
  includeBots: boolean,
  ...pageFields,
  ...queryFields,
});
export const getSessionEventsRequest = Schema.Struct({ sessionId: text(maxIdLength), includeBots: boolean, ...pageFields, ...queryFields });
export const countEventsRequest = Schema.Struct({
  ...range,
  bucket: oneOf("BUCKET", ["unspecified", "hour", "day", "total"]),
  eventNames: names,
  byName: boolean,
  includeBots: boolean,
  ...queryFields,
});
export const countCountriesRequest = Schema.Struct({ ...range, includeBots: boolean, ...queryFields });
export const countUniqueUsersRequest = Schema.Struct({
  firstDate: optional(text(10)),
  lastDate: optional(text(10)),
  includeBots: boolean,
  exact: boolean,
  ...queryFields,
});
export const getFunnelRequest = Schema.Struct({
  steps: list(step, 10, 2),
  windowSeconds: int64({ min: 0, max: 10 * 366 * 86_400 }),
  ...range,
  includeBots: boolean,
  ...queryFields,
});
export const subscribeRequest = Schema.Struct({
  afterPosition: int64({ min: 0 }),
  eventNames: names,
  userIds: list(uuid, 1_000),
  includeBots: boolean,
});

interface RawStep {
  readonly eventName: string;
  readonly propertiesContain: string | null;
}

export const readSteps = (steps: ReadonlyArray<RawStep>): FunnelStep[] =>
  steps.map((s, i) => ({
    eventName: s.eventName,
    contains: s.propertiesContain === null ? null : readContains(`steps[${i}].properties_contain`, s.propertiesContain),
  }));

export interface PersonRef {
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly anonymousId: string | null;
}

/** The UUID a reference names; nothing is looked up. */
export const readPerson = (tenantId: string, ref: PersonRef | null): string => {
  if (ref?.userId) return ref.userId;
  if (ref?.externalId) return userIdOf(tenantId, ref.externalId);
  if (ref?.anonymousId) return anonymousUserIdOf(tenantId, ref.anonymousId);
  throw invalidField("person", "user_id, external_id or anonymous_id is required");
};

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A session id as it was tracked: a UUID, or the UUID made of any other text. */
export const readSessionId = (tenantId: string, sessionId: string): string =>
  uuidForm.test(sessionId) ? sessionId.toLowerCase() : uuidv5(`session:${sessionId}`, tenantId);

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
