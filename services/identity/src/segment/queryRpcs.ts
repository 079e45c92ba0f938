import { SegmentService, SegmentStatusSchema } from "@marketing/protos/identity/v1/segment_service";
import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import { columns, fitting, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { given, number, optional, optionalEnumOf, pageFields, queryFields } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { addressableOf } from "../audience/audience.ts";
import { audienceIsAt } from "../audience/isAt.ts";
import { leftOutMessages } from "../audience/messages.ts";
import { addressableBy } from "../consent/requests.ts";
import type { BusConnection } from "../evaluation/onDemandBus.ts";
import { preview } from "../evaluation/preview.ts";
import { optionalPersonId, personId, segmentReference } from "../grpc/fields.ts";
import { ruleField, ruleViolations } from "../grpc/ruleField.ts";
import { storedRule } from "../rule/parseRule.ts";
import { allIds } from "../user/effective.ts";
import { userMessage } from "../user/messages.ts";
import { getCanonicalUser } from "../user/queries.ts";
import { usersView } from "../user/view.ts";
import { buildMessage, historyMessage, memberMessage, segmentMessage } from "./messages.ts";
import { countMembers, findBuild, findHistory, findSegment, listMembers, listSegments, type SegmentRow } from "./queries.ts";
import { segmentView } from "./view.ts";

const scope = "identity:read";
const rpc = SegmentService.method;

const found = (row: SegmentRow | null): SegmentRow => {
  if (!row) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
  return row;
};

/** `bus`: a connection of this process, made when it is first needed. */
export const segmentQueryRpcs = (pool: Pool, analyticsPool: Pool, bus: BusConnection) => ({
  previewSegment: unary(rpc.previewSegment, {
    scope,
    request: {
      segment: optional(segmentReference),
      rule: optional(ruleField),
      sampleSize: number({ min: 0, max: 100 }),
      ...queryFields,
    },
    rules: (raw) => [
      ...(given(raw, ["segment", "rule"]) === 1 ? [] : [{ field: "segment", description: "exactly one of segment and rule is required" }]),
      ...ruleViolations(raw.rule),
    ],
    handle: async (ctx, { segment: reference, rule, sampleSize, minPosition }) => {
      await waitForPosition(pool, usersView.name, minPosition, ctx.deadline);
      const segment =
        reference === null
          ? null
          : found(await readAs(pool, ctx, segmentView, minPosition, (client) => findSegment(client, ctx.tenantId, reference)));
      const { matching, total, sample } = await preview({
        pool: analyticsPool,
        bus,
        tenantId: ctx.tenantId,
        rule: storedRule(segment?.rule ?? rule ?? {}),
        segmentId: segment?.segment_id ?? null,
        sampleSize: sampleSize === 0 ? 10 : sampleSize,
        signal: ctx.signal,
      });
      return { matching, total, sample: fitting(sample, userMessage, { bytes: ctx.pageBytes }) };
    },
  }),

  getSegment: unary(rpc.getSegment, {
    scope,
    request: { segment: segmentReference, ...queryFields },
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      return readAs(analyticsPool, ctx, segmentView, r.minPosition, async (client) => {
        const row = found(await findSegment(client, ctx.tenantId, r.segment));
        const build = await findBuild(client, ctx.tenantId, row.segment_id);
        const members = row.status === "active" ? await countMembers(client, ctx.tenantId, row.name) : 0;
        return { segment: segmentMessage(row), build: build ? buildMessage(build) : null, members };
      });
    },
  }),

  listSegments: unary(rpc.listSegments, {
    scope,
    request: { status: optionalEnumOf(SegmentStatusSchema, ["draft", "active", "archived"]), ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const statuses = r.status === null ? ["draft", "active"] : [r.status];
      const query = { rpc: "ListSegments", tenantId: ctx.tenantId, statuses };
      const p = page(ctx, r, query, [columns.text, columns.uuid]);
      const rows = await readAs(pool, ctx, segmentView, r.minPosition, (client) =>
        listSegments(client, ctx.tenantId, statuses, p.after, p.limit + 1),
      );
      const { messages: segments, nextPageToken } = pageOf(rows, p, query, (row) => [row.name, row.segment_id], segmentMessage);
      return { segments, nextPageToken };
    },
  }),

  listSegmentMembers: unary(rpc.listSegmentMembers, {
    scope,
    request: { segment: segmentReference, addressableBy: optional(addressableBy), ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const query = { rpc: "ListSegmentMembers", tenantId: ctx.tenantId, segment: r.segment, addressableBy: r.addressableBy };
      const p = page(ctx, r, query, [columns.uuid]);
      const rows = await readAs(pool, ctx, usersView, r.minPosition, async (client) => {
        const segment = await findSegment(client, ctx.tenantId, r.segment);
        if (!segment && isUuid(r.segment)) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
        return listMembers(client, ctx.tenantId, segment?.name ?? r.segment, p.after?.[0] ?? null, p.limit + 1);
      });
      const { messages: members, nextPageToken } = pageOf(rows, p, query, (row) => [row.user_id], memberMessage);
      if (r.addressableBy === null) return { members, nextPageToken, leftOut: [] };
      await audienceIsAt(pool, r.minPosition, ctx.deadline);
      const { kept, leftOut } = await addressableOf(pool, ctx.tenantId, members, (member) => member.userId, r.addressableBy);
      return { members: kept, nextPageToken, leftOut: leftOutMessages(leftOut) };
    },
  }),

  listUserSegments: unary(rpc.listUserSegments, {
    scope,
    request: { userId: personId, ...queryFields },
    handle: async (ctx, r) => {
      await waitForPosition(pool, usersView.name, r.minPosition, ctx.deadline);
      const user = await getCanonicalUser(pool, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
      return { segments: userMessage(user).segments };
    },
  }),

  getSegmentHistory: unary(rpc.getSegmentHistory, {
    scope,
    request: { segment: optional(segmentReference), userId: optionalPersonId, ...pageFields, ...queryFields },
    rules: (raw) =>
      given(raw, ["segment", "userId"]) === 0 ? [{ field: "segment", description: "one of segment and user_id is required" }] : [],
    handle: async (ctx, { segment: reference, userId, ...r }) => {
      const query = { rpc: "GetSegmentHistory", tenantId: ctx.tenantId, segment: reference, userId };
      const p = page(ctx, r, query, [columns.whole]);
      await waitForPosition(pool, segmentView.name, r.minPosition, ctx.deadline);
      const user = userId === null ? null : await getCanonicalUser(pool, ctx.tenantId, userIdOf(ctx.tenantId, userId));
      const rows = await withTenant(pool, ctx.tenantId, async (client) => {
        const segment = reference === null ? null : await findSegment(client, ctx.tenantId, reference);
        const byId = reference !== null && isUuid(reference);
        if (byId && !segment) throw notFound("SEGMENT_NOT_FOUND", "no such segment");
        const filter = {
          segment: segment?.name ?? reference,
          segmentId: byId ? (segment?.segment_id ?? null) : null,
          userIds: user ? allIds(user.state) : null,
        };
        return findHistory(client, ctx.tenantId, filter, p.after?.[0] ?? null, p.limit + 1);
      });
      const { messages: entries, nextPageToken } = pageOf(rows, p, query, (row) => [row.position], historyMessage);
      return { entries, nextPageToken };
    },
  }),
});
