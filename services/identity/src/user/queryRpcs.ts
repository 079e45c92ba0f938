import { IdentityService, IncludeAnonymousSchema, UserOrderSchema } from "@marketing/protos/identity/v1/identity_service";
import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { columns, orNull, page, pageOf } from "@marketing/shared/grpc/paging";
import { unary } from "@marketing/shared/grpc/rpc";
import { list, number, optional, optionalEnumOf, pageFields, queryFields, timestamp } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { Redis } from "ioredis";
import { containedTraits, email, optionalPersonId, personId, segmentName, traitName } from "../grpc/fields.ts";
import { byUserOrAnonymousId, exactlyOne, idOf } from "../grpc/userReference.ts";
import { allIds } from "./effective.ts";
import { historyKeyOf, mergesOf, traitHistory } from "./historyQueries.ts";
import { countBySegment, listUsers, type UserFilter, userKeyOf } from "./listQueries.ts";
import { mergeMessage, profileMessage, traitChangeMessage, userMessage } from "./messages.ts";
import { getProfile } from "./profileCache.ts";
import { profileViewName } from "./profileView.ts";
import { findByEmail, findCanonicalUsers, getCanonicalUser } from "./queries.ts";
import { userOfRow } from "./rows.ts";
import { usersView } from "./view.ts";

const scope = "identity:read";
const day = 86_400_000;
const rpc = IdentityService.method;

const includeAnonymous = optionalEnumOf(IncludeAnonymousSchema, ["all", "only", "none"]);
const anonymousFilter = (include: "all" | "only" | "none" | null): boolean | null =>
  include === "only" ? true : include === "none" ? false : null;

const get = async (pool: Pool, redis: Redis, tenantId: string, userId: string) => {
  const found = await getProfile(pool, redis, tenantId, userId);
  if (!found) throw notFound("USER_NOT_FOUND", "no such user");
  return found;
};

export const userQueryRpcs = (pool: Pool, analyticsPool: Pool, redis: Redis) => ({
  getUser: unary(rpc.getUser, {
    scope,
    request: { userId: optionalPersonId, anonymousId: optionalPersonId, email: optional(email), ...queryFields },
    rules: exactlyOne({ userId: "user_id", anonymousId: "anonymous_id", email: "email" }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      if (r.email === null) return { user: userMessage(await getCanonicalUser(pool, ctx.tenantId, idOf(ctx.tenantId, r))) };
      const user = await findByEmail(pool, ctx.tenantId, r.email.trim());
      if (!user) throw notFound("USER_NOT_FOUND", "no such user");
      return { user: userMessage(user) };
    },
  }),

  batchGetUsers: unary(rpc.batchGetUsers, {
    scope,
    request: { userIds: list(personId, 1_000, 1), ...queryFields },
    cost: (r) => r.userIds.length,
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      const ids = [...new Set(r.userIds)];
      const users = await findCanonicalUsers(
        pool,
        ctx.tenantId,
        ids.map((id) => userIdOf(ctx.tenantId, id)),
      );
      const distinct = new Map(users.flatMap((u) => (u ? [[u.state.userId, u] as const] : [])));
      return { users: [...distinct.values()].map(userMessage), notFound: ids.filter((_, i) => users[i] === null) };
    },
  }),

  listUsers: unary(rpc.listUsers, {
    scope,
    request: {
      segment: optional(segmentName),
      createdFrom: optional(timestamp),
      createdUntil: optional(timestamp),
      lastSeenFrom: optional(timestamp),
      lastSeenUntil: optional(timestamp),
      activeWithinDays: number({ min: 0, max: 36_500 }),
      traitsContain: optional(containedTraits),
      includeAnonymous,
      order: optionalEnumOf(UserOrderSchema, ["created_at", "last_seen"]),
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { pageSize: _, pageToken: __, minPosition, ...criteria } = r;
      const query = { rpc: "ListUsers", tenantId: ctx.tenantId, ...criteria };
      const p = page(ctx, r, query, [orNull(columns.time), columns.uuid]);
      const filter: UserFilter = {
        segment: r.segment,
        createdFrom: r.createdFrom,
        createdUntil: r.createdUntil,
        lastSeenFrom: r.lastSeenFrom,
        lastSeenUntil: r.lastSeenUntil,
        activeSince: r.activeWithinDays === 0 ? null : new Date(Date.now() - r.activeWithinDays * day),
        traits: r.traitsContain !== null && Object.keys(r.traitsContain).length > 0 ? r.traitsContain : null,
        anonymous: anonymousFilter(r.includeAnonymous),
        order: r.order ?? "created_at",
      };
      await waitForPosition(pool, usersView.name, minPosition, ctx.deadline);
      const rows = await listUsers(filter.traits === null ? pool : analyticsPool, ctx.tenantId, filter, p.after, p.limit + 1);
      const { messages: users, nextPageToken } = pageOf(
        rows,
        p,
        query,
        (row) => userKeyOf(filter, row),
        (row) => userMessage(userOfRow(row)),
      );
      return { users, nextPageToken };
    },
  }),

  getUserHistory: unary(rpc.getUserHistory, {
    scope,
    request: { userId: personId, trait: optional(traitName), ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      const query = { rpc: "GetUserHistory", tenantId: ctx.tenantId, userId: r.userId, trait: r.trait };
      const p = page(ctx, r, query, [columns.time, columns.text, columns.whole, columns.text]);
      const ids = allIds((await getCanonicalUser(pool, ctx.tenantId, userIdOf(ctx.tenantId, r.userId))).state);
      const rows = await traitHistory(pool, ctx.tenantId, ids, r.trait, p.after, p.limit + 1);
      const { messages: traitChanges, nextPageToken } = pageOf(rows, p, query, historyKeyOf, traitChangeMessage);
      const merges = p.after === null ? await mergesOf(pool, ctx.tenantId, ids) : [];
      return { traitChanges, merges: merges.map(mergeMessage), nextPageToken };
    },
  }),

  getProfile: unary(rpc.getProfile, {
    scope,
    request: { userId: optionalPersonId, anonymousId: optionalPersonId, ...queryFields },
    rules: byUserOrAnonymousId,
    handle: async (ctx, r) => {
      await waitForPosition(pool, profileViewName, r.minPosition, ctx.deadline);
      const { profile, cached } = await get(pool, redis, ctx.tenantId, idOf(ctx.tenantId, r));
      return { profile: profileMessage(profile), source: cached ? "PROFILE_SOURCE_CACHE" : "PROFILE_SOURCE_DATABASE" };
    },
  }),

  countUsersBySegment: unary(rpc.countUsersBySegment, {
    scope,
    request: { includeAnonymous, ...queryFields },
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      const counts = await countBySegment(analyticsPool, ctx.tenantId, anonymousFilter(r.includeAnonymous));
      return { counts, total: counts.reduce((sum, c) => sum + Number(c.users), 0) };
    },
  }),
});
