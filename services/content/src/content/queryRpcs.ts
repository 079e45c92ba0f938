import { setImmediate } from "node:timers/promises";
import { ContentOrderSchema, ContentService } from "@marketing/protos/content/v1/content_service";
import { failedPrecondition, notFound, type Violation } from "@marketing/shared/base/errors";
import { columns, orNull, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, number, optional, optionalEnumOf, pageFields, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { PoolClient } from "pg";
import { countLines } from "../diff/lines.ts";
import { comparisonMessage } from "./comparisonMessages.ts";
import { contentMessage, versionMessage } from "./messages.ts";
import { type ContentFilter, findContent, listContents, pageKeyOf } from "./queries.ts";
import { containsOrNull, contentFilterFields, version } from "./requests.ts";
import type { ContentRow } from "./rows.ts";
import { slugClaims } from "./slugClaims.ts";
import { findVersion, listVersions } from "./versionQueries.ts";
import { contentView } from "./view.ts";

const scope = "content:read";
const rpc = ContentService.method;
const unknownContent = () => notFound("CONTENT_NOT_FOUND", "no such content");

const oneContentRules = (raw: {
  readonly contentId: string;
  readonly slug: string;
  readonly published: boolean;
  readonly version: number;
}): ReadonlyArray<Violation> => [
  ...((raw.contentId === "") === (raw.slug === "")
    ? [{ field: "content_id", description: "exactly one of content_id and slug is required" }]
    : []),
  ...(raw.published && raw.version ? [{ field: "version", description: "not together with published" }] : []),
];

const mustFind = async (client: PoolClient, tenantId: string, contentId: string): Promise<ContentRow> => {
  const row = await findContent(client, tenantId, contentId);
  if (!row) throw unknownContent();
  return row;
};
const mustFindVersion = async (client: PoolClient, tenantId: string, contentId: string, version: number) => {
  const found = await findVersion(client, tenantId, contentId, version);
  if (!found) throw notFound("VERSION_NOT_FOUND", `there is no version ${version}`, { field: "version" });
  return found;
};

/** Of both versions together: comparing more would keep everybody else waiting. */
const maxLines = 100_000;

export const contentQueryRpcs = (pool: Pool, analyticsPool: Pool, log: EventLog) => ({
  getContent: unary(rpc.getContent, {
    scope,
    request: { contentId: optional(uuid), slug: optional(text(100)), version: version(0), published: boolean, ...queryFields },
    rules: oneContentRules,
    handle: async (ctx, r) => {
      const contentId = r.contentId ?? (await slugClaims.find(log, ctx.tenantId, r.slug!)).holder;
      if (contentId === null) throw unknownContent();
      return readAs(pool, ctx, contentView, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, contentId);
        if (r.published && row.published_version === null) throw notFound("NOT_PUBLISHED", "no version is published");
        const wanted = r.published ? row.published_version! : r.version === 0 ? row.version : r.version;
        return { content: contentMessage(row, await mustFindVersion(client, ctx.tenantId, contentId, wanted)) };
      });
    },
  }),

  listContents: unary(rpc.listContents, {
    scope,
    request: {
      ...contentFilterFields,
      minPerformanceScore: optional(number({ min: 0, max: 1 })),
      publishedOnly: boolean,
      order: optionalEnumOf(ContentOrderSchema, ["created_at", "performance"]),
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const queryOfPage = { rpc: "ListContents", tenantId: ctx.tenantId, ...query };
      const p = page(ctx, r, queryOfPage, [r.order === "performance" ? orNull(columns.decimal) : columns.time, columns.uuid]);
      const { metadataContains, minPerformanceScore, order, ...filters } = query;
      const filter: ContentFilter = {
        ...filters,
        metadata: containsOrNull(metadataContains),
        minScore: minPerformanceScore,
        order: order ?? "created_at",
      };
      const rows = await readAs(filter.metadata === null ? pool : analyticsPool, ctx, contentView, minPosition, (client) =>
        listContents(client, ctx.tenantId, filter, p.after, p.limit + 1),
      );
      const { messages: contents, nextPageToken } = pageOf(
        rows,
        p,
        queryOfPage,
        (row) => pageKeyOf(filter, row),
        (row) => contentMessage(row),
      );
      return { contents, nextPageToken };
    },
  }),

  listVersions: unary(rpc.listVersions, {
    scope,
    request: { contentId: uuid, ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const query = { rpc: "ListVersions", tenantId: ctx.tenantId, contentId: r.contentId };
      const p = page(ctx, r, query, [columns.whole]);
      return readAs(pool, ctx, contentView, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, r.contentId);
        const before = p.after?.[0] ?? null;
        const found = await listVersions(client, ctx.tenantId, r.contentId, before, p.limit + 1);
        const { messages: versions, nextPageToken } = pageOf(
          found,
          p,
          query,
          (v) => [v.version],
          (v) => versionMessage(v, row.published_version),
        );
        return { versions, nextPageToken };
      });
    },
  }),

  diffVersions: unary(rpc.diffVersions, {
    scope,
    request: {
      contentId: uuid,
      fromVersion: version(1),
      toVersion: version(0),
      contextLines: optional(number({ min: 0, max: 1_000 })),
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const [from, to] = await readAs(pool, ctx, contentView, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, r.contentId);
        const newer = r.toVersion === 0 ? row.version : r.toVersion;
        return [
          await mustFindVersion(client, ctx.tenantId, r.contentId, r.fromVersion),
          await mustFindVersion(client, ctx.tenantId, r.contentId, newer),
        ] as const;
      });
      const lines = countLines(from.content) + countLines(to.content);
      if (lines > maxLines)
        throw failedPrecondition("TOO_MANY_LINES", `the versions have ${lines} lines together; at most ${maxLines} are compared`);
      // reading two texts, comparing them and writing what came of it are each a while in which nobody else has a turn
      await setImmediate();
      const comparison = comparisonMessage(from, to, r.contextLines ?? 3);
      await setImmediate();
      return comparison;
    },
  }),
});
