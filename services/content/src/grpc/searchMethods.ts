import { invalidField, unimplemented } from "@marketing/shared/grpc/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { toHtml } from "../search/highlight.ts";
import { type Hit, type SearchFilter, search } from "../search/searchQueries.ts";
import { anyOf, parseSearch } from "../search/websearch.ts";
import { containsOf } from "./contentQueryMethods.ts";
import { anyOrNull, contentTypeFilter, language, metadata, stateFilter } from "./fields.ts";
import { contentMessage } from "./messages.ts";

/** In a long text each is looked for by itself. */
const mostTerms = 32;

const searchSchema = Schema.Struct({
  query: text(1_000),
  mode: optional(oneOf("SEARCH_MODE", ["unspecified", "text", "semantic", "hybrid"])),
  contentType: optional(contentTypeFilter),
  state: optional(stateFilter),
  campaignId: optional(uuid),
  generatedBy: optional(text(50)),
  language: optional(language),
  createdFrom: optional(timestamp),
  createdUntil: optional(timestamp),
  metadataContains: optional(metadata),
  publishedOnly: Schema.Boolean,
  ...pageFields,
  ...queryFields,
});

const hitMessage = (hit: Hit) => ({
  content: contentMessage(hit, {
    version: hit.found_version,
    title: hit.found_title,
    metadata: hit.found_metadata,
    language: hit.found_language,
  }),
  rank: hit.found_rank,
  titleHighlight: toHtml(hit.title_marked ?? ""),
  highlight: toHtml(hit.passage ?? ""),
  chunk: hit.chunk ?? 0,
  matched: "SEARCH_MODE_TEXT",
});

export const searchMethods = (pool: Pool): Record<string, Method> => ({
  searchContent: method({
    scope: "content:read",
    request: searchSchema,
    handle: async (ctx, r) => {
      if (r.mode === "semantic" || r.mode === "hybrid")
        throw unimplemented("NO_VECTOR_INDEX", `search by ${r.mode} needs the vector index, which is not there yet; SEARCH_MODE_TEXT is`, {
          mode: r.mode,
        });
      const terms = parseSearch(r.query);
      if (anyOf(terms) === "") throw invalidField("query", "says nothing to look for", "NOTHING_TO_FIND");
      if (terms.length > mostTerms) throw invalidField("query", `asks for more than ${mostTerms} words and phrases`, "TOO_MANY_TERMS");
      const { pageSize, pageToken, minPosition, mode: _, ...query } = r;
      const asked = { rpc: "SearchContent", tenantId: ctx.tenantId, ...query };
      const p = page(r, asked, { defaultSize: 20, maxSize: 100 });
      const filter: SearchFilter = {
        query: r.query,
        terms,
        publishedOnly: r.publishedOnly,
        contentType: anyOrNull(r.contentType),
        state: anyOrNull(r.state),
        campaignId: r.campaignId,
        generatedBy: r.generatedBy,
        language: r.language,
        createdFrom: r.createdFrom,
        createdUntil: r.createdUntil,
        metadata: containsOf(r.metadataContains),
      };
      const rows = await readAs(pool, ctx, "content_library", minPosition, (client) =>
        search(client, filter, p.after as [number, string] | null, p.limit + 1),
      );
      const { rows: hits, nextPageToken } = pageOf(rows, p, asked, (row) => [row.found_rank, row.content_id]);
      return { hits: hits.map(hitMessage), nextPageToken };
    },
  }),
});
