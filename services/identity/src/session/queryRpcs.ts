import { IdentityService, SessionStatusSchema } from "@marketing/protos/identity/v1/identity_service";
import { notFound } from "@marketing/shared/base/errors";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { unary } from "@marketing/shared/grpc/rpc";
import { optional, optionalEnumOf, pageFields, queryFields, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { optionalPersonId } from "../grpc/fields.ts";
import { idOf } from "../grpc/userReference.ts";
import { allIds } from "../user/effective.ts";
import { getCanonicalUser } from "../user/queries.ts";
import { sessionMessage } from "./messages.ts";
import { findSession, listSessions, type SessionFilter } from "./queries.ts";
import { sessionsView } from "./view.ts";

const scope = "identity:read";

export const sessionQueryRpcs = (pool: Pool) => ({
  getSession: unary(IdentityService.method.getSession, {
    scope,
    request: { sessionId: uuid, ...queryFields },
    handle: async (ctx, r) => {
      await waitForPosition(pool, sessionsView.name, r.minPosition, ctx.deadline);
      const session = await findSession(pool, ctx.tenantId, r.sessionId);
      if (!session) throw notFound("SESSION_NOT_FOUND", "no such session");
      return { session: sessionMessage(session) };
    },
  }),

  listSessions: unary(IdentityService.method.listSessions, {
    scope,
    request: {
      userId: optionalPersonId,
      anonymousId: optionalPersonId,
      status: optionalEnumOf(SessionStatusSchema, ["active", "ended"]),
      startFrom: optional(timestamp),
      startUntil: optional(timestamp),
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { pageSize: _, pageToken: __, minPosition, ...criteria } = r;
      await waitForPosition(pool, sessionsView.name, minPosition, ctx.deadline);
      const query = { rpc: "ListSessions", tenantId: ctx.tenantId, ...criteria };
      const p = page(ctx, r, query, [columns.time, columns.uuid]);
      const ofSomebody = r.userId !== null || r.anonymousId !== null;
      const filter: SessionFilter = {
        userIds: ofSomebody ? allIds((await getCanonicalUser(pool, ctx.tenantId, idOf(ctx.tenantId, r))).state) : null,
        ended: r.status === null ? null : r.status === "ended",
        startFrom: r.startFrom,
        startUntil: r.startUntil,
      };
      const rows = await listSessions(pool, ctx.tenantId, filter, p.after, p.limit + 1);
      const { messages: sessions, nextPageToken } = pageOf(
        rows,
        p,
        query,
        (row) => [row.start_time.toISOString(), row.session_id],
        sessionMessage,
      );
      return { sessions, nextPageToken };
    },
  }),
});
