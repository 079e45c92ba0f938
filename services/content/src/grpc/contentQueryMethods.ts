import { notFound, type Violation } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { number, oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import type { PoolClient } from "pg";
import {
  type ContentFilter,
  type ContentKey,
  contentKeyOf,
  findContent,
  findVersion,
  listContents,
  listVersions,
} from "../content/contentQueries.ts";
import type { ContentRow } from "../content/contentRow.ts";
import { loadReservation } from "../content/slug.ts";
import { diffFields } from "../diff/fields.ts";
import { diffLines, linesOf, withContext } from "../diff/lines.ts";
import { anyOrNull, contentTypeFilter, language, metadata, stateFilter, version, withRules } from "./fields.ts";
import { contentMessage, lineMessage, versionMessage } from "./messages.ts";

const scope = "content:read";
const view = "content_library";
const unknownContent = () => notFound("CONTENT_NOT_FOUND", "no such content");

const getRules = (raw: Record<string, unknown>): ReadonlyArray<Violation> => [
  ...((raw.contentId === "") === (raw.slug === "")
    ? [{ field: "content_id", description: "exactly one of content_id and slug is required" }]
    : []),
  ...(raw.published && raw.version ? [{ field: "version", description: "not together with published" }] : []),
];

const readGet = withRules(
  Schema.Struct({
    contentId: optional(uuid),
    slug: optional(text(100)),
    version: version(0),
    published: Schema.Boolean,
    ...queryFields,
  }),
  getRules,
);

const listSchema = Schema.Struct({
  contentType: optional(contentTypeFilter),
  state: optional(stateFilter),
  campaignId: optional(uuid),
  generatedBy: optional(text(50)),
  language: optional(language),
  createdFrom: optional(timestamp),
  createdUntil: optional(timestamp),
  metadataContains: optional(metadata),
  minPerformanceScore: optional(number({ min: 0, max: 1 })),
  publishedOnly: Schema.Boolean,
  order: optional(oneOf("CONTENT_ORDER", ["unspecified", "created_at", "performance"])),
  ...pageFields,
  ...queryFields,
});

/** Metadata that everything contains filter nothing. */
export const containsOf = (value: object | null): object | null => (value === null || Object.keys(value).length === 0 ? null : value);

const mustFind = async (client: PoolClient, tenantId: string, contentId: string): Promise<ContentRow> => {
  const row = await findContent(client, tenantId, contentId);
  if (!row) throw unknownContent();
  return row;
};
const mustFindVersion = async (client: PoolClient, tenantId: string, contentId: string, asked: number) => {
  const found = await findVersion(client, tenantId, contentId, asked);
  if (!found) throw notFound("VERSION_NOT_FOUND", `there is no version ${asked}`, { field: "version" });
  return found;
};

export const contentQueryMethods = (pool: Pool, log: EventLog): Record<string, Method> => ({
  getContent: method({
    scope,
    decode: readGet,
    handle: async (ctx, r) => {
      const contentId = r.contentId ?? (await loadReservation(log, ctx.tenantId, r.slug!)).holder;
      if (contentId === null) throw unknownContent();
      return readAs(pool, ctx, view, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, contentId);
        if (r.published && row.published_version === null) throw notFound("NOT_PUBLISHED", "no version is published");
        const asked = r.published ? row.published_version! : r.version === 0 ? row.version : r.version;
        return { content: contentMessage(row, await mustFindVersion(client, ctx.tenantId, contentId, asked)) };
      });
    },
  }),

  listContents: method({
    scope,
    request: listSchema,
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const asked = { rpc: "ListContents", tenantId: ctx.tenantId, ...query };
      const p = page(r, asked);
      const filter: ContentFilter = {
        contentType: anyOrNull(r.contentType),
        state: anyOrNull(r.state),
        campaignId: r.campaignId,
        generatedBy: r.generatedBy,
        language: r.language,
        createdFrom: r.createdFrom,
        createdUntil: r.createdUntil,
        metadata: containsOf(r.metadataContains),
        minScore: r.minPerformanceScore,
        publishedOnly: r.publishedOnly,
        order: r.order === "performance" ? "performance" : "created_at",
      };
      const rows = await readAs(pool, ctx, view, minPosition, (client) =>
        listContents(client, ctx.tenantId, filter, p.after as ContentKey | null, p.limit + 1),
      );
      const { rows: contents, nextPageToken } = pageOf(rows, p, asked, (row) => contentKeyOf(filter, row));
      return { contents: contents.map((row) => contentMessage(row)), nextPageToken };
    },
  }),

  listVersions: method({
    scope,
    request: Schema.Struct({ contentId: uuid, ...pageFields, ...queryFields }),
    handle: async (ctx, r) => {
      const asked = { rpc: "ListVersions", tenantId: ctx.tenantId, contentId: r.contentId };
      const p = page(r, asked);
      return readAs(pool, ctx, view, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, r.contentId);
        const found = await listVersions(client, ctx.tenantId, r.contentId, (p.after?.[0] as number | undefined) ?? null, p.limit + 1);
        const { rows: versions, nextPageToken } = pageOf(found, p, asked, (v) => [v.version]);
        return { versions: versions.map((v) => versionMessage(v, row.published_version)), nextPageToken };
      });
    },
  }),

  diffVersions: method({
    scope,
    request: Schema.Struct({
      contentId: uuid,
      fromVersion: version(1),
      toVersion: version(0),
      contextLines: optional(number({ min: 0, max: 1_000 })),
      ...queryFields,
    }),
    handle: async (ctx, r) => {
      const [from, to] = await readAs(pool, ctx, view, r.minPosition, async (client) => {
        const row = await mustFind(client, ctx.tenantId, r.contentId);
        const newest = r.toVersion === 0 ? row.version : r.toVersion;
        return [
          await mustFindVersion(client, ctx.tenantId, r.contentId, r.fromVersion),
          await mustFindVersion(client, ctx.tenantId, r.contentId, newest),
        ] as const;
      });
      const lines = diffLines(linesOf(from.content), linesOf(to.content));
      const fieldsOf = (v: typeof from) => ({ language: v.language, metadata: v.metadata as never, title: v.title ?? "" });
      return {
        fields: diffFields("", fieldsOf(from), fieldsOf(to)),
        lines: withContext(lines, r.contextLines ?? 3).map(lineMessage),
        added: lines.filter((l) => l.kind === "added").length,
        removed: lines.filter((l) => l.kind === "removed").length,
      };
    },
  }),
});
