import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { list, number, oneOf, optional, pageFields, queryFields, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { Schema } from "effect";
import type { Redis } from "ioredis";
import { findSession, listSessions, type SessionFilter } from "../session/sessionQueries.ts";
import { mergedIds } from "../user/person.ts";
import { getProfile } from "../user/profileView.ts";
import {
  countBySegment,
  findByEmail,
  findPeople,
  findPerson,
  listUsers,
  mergesOf,
  traitHistory,
  type UserFilter,
  type UserKey,
  userKeyOf,
} from "../user/userQueries.ts";
import { personOf } from "../user/userRow.ts";
import { idOf } from "./caller.ts";
import { anId, email, given, personId, segment, traitName, traits, withRules } from "./fields.ts";
import { mergeMessage, profileMessage, sessionMessage, traitChangeMessage, userMessage } from "./messages.ts";

const scope = "identity:read";
const day = 86_400_000;

const exactlyOne = (names: ReadonlyArray<string>, fields: ReadonlyArray<string>) => (raw: Record<string, unknown>) =>
  given(raw, names) === 1 ? [] : [{ field: fields[0]!, description: `exactly one of ${fields.join(", ")} is required` }];

const include = optional(oneOf("INCLUDE_ANONYMOUS", ["unspecified", "all", "only", "none"]));
const anonymousFilter = (value: string | null): boolean | null => (value === "only" ? true : value === "none" ? false : null);

const listSchema = Schema.Struct({
  segment: optional(segment),
  createdFrom: optional(timestamp),
  createdUntil: optional(timestamp),
  lastSeenFrom: optional(timestamp),
  lastSeenUntil: optional(timestamp),
  activeWithinDays: number({ min: 0, max: 36_500 }),
  traitsContain: optional(traits),
  includeAnonymous: include,
  order: optional(oneOf("USER_ORDER", ["unspecified", "created_at", "last_seen"])),
  ...pageFields,
  ...queryFields,
});

const readGetUser = withRules(
  Schema.Struct({ userId: anId, anonymousId: anId, email: optional(email), ...queryFields }),
  exactlyOne(["userId", "anonymousId", "email"], ["user_id", "anonymous_id", "email"]),
);

const readGetProfile = withRules(
  Schema.Struct({ userId: anId, anonymousId: anId, ...queryFields }),
  exactlyOne(["userId", "anonymousId"], ["user_id", "anonymous_id"]),
);

export const userQueryMethods = (pool: Pool, redis: Redis): Record<string, Method> => ({
  getUser: method({
    scope,
    decode: readGetUser,
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const person =
        r.email === null
          ? await findPerson(pool, ctx.tenantId, idOf(ctx.tenantId, r))
          : await findByEmail(pool, ctx.tenantId, r.email.trim());
      if (!person) throw notFound("USER_NOT_FOUND", "no such user");
      return { user: userMessage(person) };
    },
  }),

  batchGetUsers: method({
    scope,
    request: Schema.Struct({ userIds: list(personId, 1_000, 1), ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const asked = [...new Set(r.userIds)];
      const people = await findPeople(
        pool,
        ctx.tenantId,
        asked.map((id) => userIdOf(ctx.tenantId, id)),
      );
      const found = new Map(people.flatMap((p) => (p ? [[p.state.userId, p] as const] : [])));
      return { users: [...found.values()].map(userMessage), notFound: asked.filter((_, i) => people[i] === null) };
    },
  }),

  listUsers: method({
    scope,
    request: listSchema,
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const asked = { rpc: "ListUsers", tenantId: ctx.tenantId, ...query };
      const p = page(r, asked);
      const filter: UserFilter = {
        segment: r.segment,
        createdFrom: r.createdFrom,
        createdUntil: r.createdUntil,
        lastSeenFrom: r.lastSeenFrom,
        lastSeenUntil: r.lastSeenUntil,
        activeSince: r.activeWithinDays === 0 ? null : new Date(Date.now() - r.activeWithinDays * day),
        traits: r.traitsContain !== null && Object.keys(r.traitsContain).length > 0 ? r.traitsContain : null,
        anonymous: anonymousFilter(r.includeAnonymous),
        order: r.order === "last_seen" ? "last_seen" : "created_at",
      };
      await waitForPosition(pool, "users", minPosition, ctx.deadline);
      const rows = await listUsers(pool, ctx.tenantId, filter, p.after as UserKey | null, p.limit + 1);
      const { rows: users, nextPageToken } = pageOf(rows, p, asked, (row) => userKeyOf(filter, row));
      return { users: users.map((row) => userMessage(personOf(row))), nextPageToken };
    },
  }),

  getUserHistory: method({
    scope,
    request: Schema.Struct({ userId: personId, trait: optional(traitName), ...pageFields, ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const asked = { rpc: "GetUserHistory", tenantId: ctx.tenantId, userId: r.userId, trait: r.trait };
      const p = page(r, asked);
      const person = await findPerson(pool, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
      if (!person) throw notFound("USER_NOT_FOUND", "no such user");
      const ids = [person.state.userId, ...mergedIds(person.state)];
      const rows = await traitHistory(pool, ctx.tenantId, ids, r.trait, p.after as [number, string] | null, p.limit + 1);
      const { rows: changes, nextPageToken } = pageOf(rows, p, asked, (row) => [row.position, row.trait]);
      const merges = p.after === null ? await mergesOf(pool, ctx.tenantId, ids) : [];
      return { traitChanges: changes.map(traitChangeMessage), merges: merges.map(mergeMessage), nextPageToken };
    },
  }),

  getProfile: method({
    scope,
    decode: readGetProfile,
    handle: async (ctx, r) => {
      await waitForPosition(pool, "user_profile", r.minPosition, ctx.deadline);
      const found = await getProfile(pool, redis, ctx.tenantId, idOf(ctx.tenantId, r));
      if (!found) throw notFound("USER_NOT_FOUND", "no such user");
      return { profile: profileMessage(found.profile), source: found.cached ? "PROFILE_SOURCE_CACHE" : "PROFILE_SOURCE_DATABASE" };
    },
  }),

  getSession: method({
    scope,
    request: Schema.Struct({ sessionId: uuid, ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "sessions", r.minPosition, ctx.deadline);
      const session = await findSession(pool, ctx.tenantId, r.sessionId);
      if (!session) throw notFound("SESSION_NOT_FOUND", "no such session");
      return { session: sessionMessage(session) };
    },
  }),

  listSessions: method({
    scope,
    request: Schema.Struct({
      userId: anId,
      anonymousId: anId,
      status: optional(oneOf("SESSION_STATUS", ["unspecified", "active", "ended"])),
      startFrom: optional(timestamp),
      startUntil: optional(timestamp),
      ...pageFields,
      ...queryFields,
    }),
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      await waitForPosition(pool, "sessions", minPosition, ctx.deadline);
      const asked = { rpc: "ListSessions", tenantId: ctx.tenantId, ...query };
      const p = page(r, asked);
      let userIds: ReadonlyArray<string> | null = null;
      if (r.userId !== null || r.anonymousId !== null) {
        const person = await findPerson(pool, ctx.tenantId, idOf(ctx.tenantId, r));
        if (!person) throw notFound("USER_NOT_FOUND", "no such user");
        userIds = [person.state.userId, ...mergedIds(person.state)];
      }
      const ended = r.status === "ended" ? true : r.status === "active" ? false : null;
      const filter: SessionFilter = { userIds, ended, startFrom: r.startFrom, startUntil: r.startUntil };
      const rows = await listSessions(pool, ctx.tenantId, filter, p.after as [string, string] | null, p.limit + 1);
      const { rows: sessions, nextPageToken } = pageOf(rows, p, asked, (row) => [row.start_time.toISOString(), row.session_id]);
      return { sessions: sessions.map(sessionMessage), nextPageToken };
    },
  }),

  countUsersBySegment: method({
    scope,
    request: Schema.Struct({ includeAnonymous: include, ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const counts = await countBySegment(pool, ctx.tenantId, anonymousFilter(r.includeAnonymous));
      return { counts, total: counts.reduce((sum, c) => sum + Number(c.users), 0) };
    },
  }),
});
