import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { columns, fitting, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, number, optional, pageFields, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import { findPerson } from "../person/queries.ts";
import type { Reads } from "../reads.ts";
import { maxNameLength } from "./decide.ts";
import { eventMessage, recentMessage } from "./messages.ts";
import { listEvents, searchEvents, sessionEvents, timeline } from "./queries.ts";
import { recentEvents } from "./recent.ts";
import { bufferLength, recentView } from "./recentView.ts";
import {
  containedProperties,
  eventNames,
  person,
  rangeFields,
  readContains,
  readPerson,
  readRange,
  readSession,
  sessionId,
} from "./requests.ts";
import type { EventCursor, EventRow } from "./rows.ts";
import { eventView } from "./view.ts";

const scope = "tracking:read";

type EventKey = readonly [at: number, eventId: number];
const cursor = (after: EventKey | null): EventCursor | null => after && { at: after[0], id: after[1] };
const keyOf = (row: EventRow): EventKey => [row.timestamp.getTime(), row.event_id];

/** Queries that answer with events. */
export const eventQueryRpcs = (reads: Reads) => ({
  getTimeline: unary(TrackingService.method.getTimeline, {
    scope,
    request: { person, eventNames, ...rangeFields, includeBots: boolean, includeArchived: boolean, ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const userId = readPerson(ctx.tenantId, r.person);
      const { tenantId } = ctx;
      const { includeBots, includeArchived } = r;
      const asked = { names: r.eventNames, from: r.startTime, to: r.endTime, bots: includeBots, archived: includeArchived };
      const query = { rpc: "GetTimeline", tenantId, userId, ...asked };
      const p = page(ctx, r, query, [columns.number, columns.whole]);
      return readAs(reads.pool, ctx, eventView, r.minPosition, async (client) => {
        const person = await findPerson(client, tenantId, userId);
        const filter = { from: r.startTime ?? undefined, to: r.endTime ?? undefined, names: r.eventNames, includeBots, includeArchived };
        const found = await timeline(client, tenantId, person.userIds, filter, cursor(p.after), p.limit + 1);
        const { messages: events, nextPageToken } = pageOf(found, p, query, keyOf, eventMessage);
        return { events, nextPageToken, canonicalUserId: person.canonicalId, userIds: person.userIds };
      });
    },
  }),

  getRecentEvents: unary(TrackingService.method.getRecentEvents, {
    scope,
    request: { person, limit: number({ min: 0 }), ...queryFields },
    handle: async (ctx, r) => {
      const userId = readPerson(ctx.tenantId, r.person);
      const limit = r.limit === 0 ? bufferLength : Math.min(r.limit, bufferLength);
      const person = await readAs(reads.pool, ctx, recentView, r.minPosition, (client) => findPerson(client, ctx.tenantId, userId));
      const recent = await recentEvents(reads.redis, ctx.tenantId, person.userIds, limit);
      if (recent !== null) return { events: fitting(recent, recentMessage, { bytes: ctx.pageBytes }) };
      const rows = await readAs(reads.pool, ctx, eventView, r.minPosition, (client) =>
        timeline(client, ctx.tenantId, person.userIds, { includeBots: true }, null, limit),
      );
      return { events: fitting(rows, eventMessage, { bytes: ctx.pageBytes }) };
    },
  }),

  listEvents: unary(TrackingService.method.listEvents, {
    scope,
    request: {
      ...rangeFields,
      eventName: optional(text(maxNameLength)),
      sessionId: optional(uuid),
      propertiesContain: optional(containedProperties),
      includeBots: boolean,
      includeArchived: boolean,
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const session = r.sessionId ?? undefined;
      const contains = r.propertiesContain === null ? null : readContains("properties_contain", r.propertiesContain);
      const name = r.eventName ?? undefined;
      const { from, to } = readRange(r);
      const query = {
        rpc: "ListEvents",
        tenantId,
        from: r.startTime,
        to: r.endTime,
        name,
        sessionId: session,
        contains,
        bots: r.includeBots,
        archived: r.includeArchived,
      };
      const p = page(ctx, r, query, [columns.number, columns.whole]);
      return readAs(contains === null ? reads.pool : reads.analyticsPool, ctx, eventView, r.minPosition, async (client) => {
        const filter = { from, to, sessionId: session, includeBots: r.includeBots, includeArchived: r.includeArchived };
        const found =
          contains === null
            ? await listEvents(client, tenantId, { ...filter, names: name ? [name] : [] }, cursor(p.after), p.limit + 1)
            : await searchEvents(client, tenantId, contains, { ...filter, name }, cursor(p.after), p.limit + 1);
        const { messages: events, nextPageToken } = pageOf(found, p, query, keyOf, eventMessage);
        return { events, nextPageToken };
      });
    },
  }),

  getSessionEvents: unary(TrackingService.method.getSessionEvents, {
    scope,
    request: { sessionId, person, includeBots: boolean, ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const session = readSession(ctx.tenantId, r);
      const query = { rpc: "GetSessionEvents", tenantId: ctx.tenantId, ...session, bots: r.includeBots };
      const p = page(ctx, r, query, [columns.number, columns.whole]);
      return readAs(reads.pool, ctx, eventView, r.minPosition, async (client) => {
        const userIds = session.userId === null ? null : (await findPerson(client, ctx.tenantId, session.userId)).userIds;
        const found = await sessionEvents(
          client,
          ctx.tenantId,
          { sessionId: session.sessionId, userIds },
          r.includeBots,
          cursor(p.after),
          p.limit + 1,
        );
        const { messages: events, nextPageToken } = pageOf(found, p, query, keyOf, eventMessage);
        return { events, nextPageToken };
      });
    },
  }),
});
