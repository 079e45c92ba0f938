import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { listEvents, searchEvents, sessionEvents, timeline } from "../event/eventQueries.ts";
import type { EventCursor, EventRow } from "../event/eventRow.ts";
import { recentEvents } from "../event/recent.ts";
import { bufferLength } from "../event/recentView.ts";
import { findPerson } from "../person/person.ts";
import type { Reads } from "../reads.ts";
import { writeEvent, writeRecent } from "./eventWire.ts";
import {
  getRecentEventsRequest,
  getSessionEventsRequest,
  getTimelineRequest,
  listEventsRequest,
  readContains,
  readPerson,
  readRange,
  readSessionId,
} from "./requests.ts";

const scope = "tracking:read";

const cursor = (after: ReadonlyArray<unknown> | null): EventCursor | null =>
  after === null ? null : { at: Number(after[0]), id: Number(after[1]) };
const keyOf = (row: EventRow) => [row.timestamp.getTime(), row.event_id];

/** Queries that answer with events. */
export const eventMethods = (reads: Reads): Record<string, Method> => ({
  getTimeline: method({
    scope,
    request: getTimelineRequest,
    handle: async (ctx, r) => {
      const userId = readPerson(ctx.tenantId, r.person);
      const { tenantId } = ctx;
      const query = { rpc: "GetTimeline", tenantId, userId, names: r.eventNames, from: r.startTime, to: r.endTime, bots: r.includeBots };
      const p = page(r, query);
      return readAs(reads.pool, ctx, "events", r.minPosition, async (client) => {
        const person = await findPerson(client, tenantId, userId);
        const filter = { from: r.startTime ?? undefined, to: r.endTime ?? undefined, names: r.eventNames, includeBots: r.includeBots };
        const found = await timeline(client, tenantId, person.userIds, filter, cursor(p.after), p.limit + 1);
        const { rows, nextPageToken } = pageOf(found, p, query, keyOf);
        return { events: rows.map(writeEvent), nextPageToken, canonicalUserId: person.canonicalId, userIds: person.userIds };
      });
    },
  }),

  getRecentEvents: method({
    scope,
    request: getRecentEventsRequest,
    handle: async (ctx, r) => {
      const userId = readPerson(ctx.tenantId, r.person);
      const limit = r.limit === 0 ? bufferLength : Math.min(r.limit, bufferLength);
      const person = await readAs(reads.pool, ctx, "event_buffer", r.minPosition, (client) => findPerson(client, ctx.tenantId, userId));
      const recent = await recentEvents(reads.redis, ctx.tenantId, person.userIds, limit);
      if (recent !== null) return { events: recent.map(writeRecent) };
      const rows = await readAs(reads.pool, ctx, "events", r.minPosition, (client) =>
        timeline(client, ctx.tenantId, person.userIds, { includeBots: true }, null, limit),
      );
      return { events: rows.map(writeEvent) };
    },
  }),

  listEvents: method({
    scope,
    request: listEventsRequest,
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const sessionId = r.sessionId === null ? undefined : readSessionId(tenantId, r.sessionId);
      const contains = r.propertiesContain === null ? null : readContains("properties_contain", r.propertiesContain);
      const name = r.eventName ?? undefined;
      const { from, to } = readRange(r);
      const query = { rpc: "ListEvents", tenantId, from: r.startTime, to: r.endTime, name, sessionId, contains, bots: r.includeBots };
      const p = page(r, query);
      return readAs(reads.pool, ctx, "events", r.minPosition, async (client) => {
        const filter = { from, to, sessionId, includeBots: r.includeBots };
        const found =
          contains === null
            ? await listEvents(client, tenantId, { ...filter, names: name ? [name] : [] }, cursor(p.after), p.limit + 1)
            : await searchEvents(client, tenantId, contains, { ...filter, name }, cursor(p.after), p.limit + 1);
        const { rows, nextPageToken } = pageOf(found, p, query, keyOf);
        return { events: rows.map(writeEvent), nextPageToken };
      });
    },
  }),

  getSessionEvents: method({
    scope,
    request: getSessionEventsRequest,
    handle: async (ctx, r) => {
      const sessionId = readSessionId(ctx.tenantId, r.sessionId);
      const query = { rpc: "GetSessionEvents", tenantId: ctx.tenantId, sessionId, bots: r.includeBots };
      const p = page(r, query);
      return readAs(reads.pool, ctx, "events", r.minPosition, async (client) => {
        const found = await sessionEvents(client, ctx.tenantId, sessionId, r.includeBots, cursor(p.after), p.limit + 1);
        const { rows, nextPageToken } = pageOf(found, p, query, keyOf);
        return { events: rows.map(writeEvent), nextPageToken };
      });
    },
  }),
});
