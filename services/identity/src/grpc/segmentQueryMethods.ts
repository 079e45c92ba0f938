import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import type { NatsConnection } from "@marketing/shared/bus/connection";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { number, oneOf, optional, pageFields, queryFields } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { Schema } from "effect";
import { preview } from "../segment/preview.ts";
import { storedRule } from "../segment/readRule.ts";
import type { RuleJson } from "../segment/segmentEvents.ts";
import {
  countMembers,
  findBuild,
  findSegment,
  type HistoryRow,
  historySql,
  listMembers,
  listSegments,
  type SegmentRow,
} from "../segment/segmentQueries.ts";
import { mergedIds } from "../user/person.ts";
import { findPerson } from "../user/userQueries.ts";
import { anId, given, personId, withRules } from "./fields.ts";
import { userMessage } from "./messages.ts";
import { ruleField, ruleViolations, segmentRef } from "./segmentCommandMethods.ts";
import { buildMessage, historyMessage, memberMessage, segmentMessage } from "./segmentMessages.ts";

const scope = "identity:read";

const readPreview = withRules(
  Schema.Struct({ segment: optional(segmentRef), rule: optional(ruleField), sampleSize: number({ min: 0, max: 100 }), ...queryFields }),
  (raw) => [
    ...(given(raw, ["segment", "rule"]) === 1 ? [] : [{ field: "segment", description: "exactly one of segment and rule is required" }]),
    ...ruleViolations(raw, false),
  ],
);

const readHistory = withRules(Schema.Struct({ segment: optional(segmentRef), userId: anId, ...pageFields, ...queryFields }), (raw) =>
  given(raw, ["segment", "userId"]) === 0 ? [{ field: "segment", description: "one of segment and user_id is required" }] : [],
);

const found = (row: SegmentRow | null): SegmentRow => {
  if (!row) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return row;
};

/** `bus`: a connection of this process, made when first asked for. */
export const segmentQueryMethods = (pool: Pool, bus: () => Promise<NatsConnection>): Record<string, Method> => ({
  previewSegment: method({
    scope,
    decode: readPreview,
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const segment =
        r.segment === null
          ? null
          : found(await readAs(pool, ctx, "segments", r.minPosition, (client) => findSegment(client, ctx.tenantId, r.segment!)));
      const { matching, total, sample } = await preview({
        pool,
        bus,
        tenantId: ctx.tenantId,
        rule: storedRule(segment?.rule ?? (r.rule as RuleJson)),
        segmentId: segment?.segment_id ?? null,
        sampleSize: r.sampleSize === 0 ? 10 : r.sampleSize,
        signal: ctx.signal,
      });
      return { matching, total, sample: sample.map(userMessage) };
    },
  }),

  getSegment: method({
    scope,
    request: Schema.Struct({ segment: segmentRef, ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      return readAs(pool, ctx, "segments", r.minPosition, async (client) => {
        const row = found(await findSegment(client, ctx.tenantId, r.segment));
        const build = await findBuild(client, ctx.tenantId, row.segment_id);
        const members = row.status === "active" ? await countMembers(client, ctx.tenantId, row.name) : 0;
        return { segment: segmentMessage(row), build: build ? buildMessage(build) : null, members };
      });
    },
  }),

  listSegments: method({
    scope,
    request: Schema.Struct({
      status: optional(oneOf("SEGMENT_STATUS", ["unspecified", "draft", "active", "archived"])),
      ...pageFields,
      ...queryFields,
    }),
    handle: async (ctx, r) => {
      const statuses = r.status === null || r.status === "unspecified" ? ["draft", "active"] : [r.status];
      const asked = { rpc: "ListSegments", tenantId: ctx.tenantId, statuses };
      const p = page(r, asked);
      const rows = await readAs(pool, ctx, "segments", r.minPosition, (client) =>
        listSegments(client, ctx.tenantId, statuses, p.after as [string, string] | null, p.limit + 1),
      );
      const { rows: segments, nextPageToken } = pageOf(rows, p, asked, (row) => [row.name, row.segment_id]);
      return { segments: segments.map(segmentMessage), nextPageToken };
    },
  }),

  listSegmentMembers: method({
    scope,
    request: Schema.Struct({ segment: segmentRef, ...pageFields, ...queryFields }),
    handle: async (ctx, r) => {
      const asked = { rpc: "ListSegmentMembers", tenantId: ctx.tenantId, segment: r.segment };
      const p = page(r, asked);
      const rows = await readAs(pool, ctx, "users", r.minPosition, async (client) => {
        const segment = await findSegment(client, ctx.tenantId, r.segment);
        if (!segment && isUuid(r.segment)) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
        return listMembers(client, ctx.tenantId, segment?.name ?? r.segment, (p.after?.[0] ?? null) as string | null, p.limit + 1);
      });
      const { rows: members, nextPageToken } = pageOf(rows, p, asked, (row) => [row.user_id]);
      return { members: members.map(memberMessage), nextPageToken };
    },
  }),

  listUserSegments: method({
    scope,
    request: Schema.Struct({ userId: personId, ...queryFields }),
    handle: async (ctx, r) => {
      await waitForPosition(pool, "users", r.minPosition, ctx.deadline);
      const person = await findPerson(pool, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
      if (!person) throw notFound("USER_NOT_FOUND", "no such user");
      return { segments: userMessage(person).segments };
    },
  }),

  getSegmentHistory: method({
    scope,
    decode: readHistory,
    handle: async (ctx, r) => {
      const asked = { rpc: "GetSegmentHistory", tenantId: ctx.tenantId, segment: r.segment, userId: r.userId };
      const p = page(r, asked);
      await waitForPosition(pool, "segments", r.minPosition, ctx.deadline);
      const person = r.userId === null ? null : await findPerson(pool, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
      if (r.userId !== null && !person) throw notFound("USER_NOT_FOUND", "no such user");
      const rows = await withTenant(pool, ctx.tenantId, async (client) => {
        const segment = r.segment === null ? null : await findSegment(client, ctx.tenantId, r.segment);
        const byId = r.segment !== null && isUuid(r.segment);
        if (byId && !segment) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
        const filter = {
          segment: segment?.name ?? r.segment,
          segmentId: byId ? (segment?.segment_id ?? null) : null,
          userIds: person ? [person.state.userId, ...mergedIds(person.state)] : null,
        };
        return (await client.query<HistoryRow>(historySql(ctx.tenantId, filter, (p.after?.[0] ?? null) as number | null, p.limit + 1)))
          .rows;
      });
      const { rows: entries, nextPageToken } = pageOf(rows, p, asked, (row) => [row.position]);
      return { entries: entries.map(historyMessage), nextPageToken };
    },
  }),
});
