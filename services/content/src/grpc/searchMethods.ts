import { invalidField } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { Schema } from "effect";
import { toHtml } from "../search/highlight.ts";
import { type FoundContent, type FoundLeg, hybridSearch } from "../search/hybridSearch.ts";
import { type KnowledgeFilter, queryOf } from "../search/legs.ts";
import { type Hit, loadHits, type SearchFilter, search } from "../search/searchQueries.ts";
import { anyOf, parseSearch, type Term } from "../search/websearch.ts";
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

type Shown = Omit<Hit, "found_rank">;

const hitMessage = (hit: Shown) => ({
  content: contentMessage(hit, {
    version: hit.found_version,
    title: hit.found_title,
    metadata: hit.found_metadata,
    language: hit.found_language,
  }),
  titleHighlight: toHtml(hit.title_marked ?? ""),
  highlight: toHtml(hit.passage ?? ""),
  chunk: hit.chunk ?? 0,
});

export const legMessage = ({ leg, rank, score, terms, chunk }: FoundLeg) => ({
  leg: `SEARCH_MODE_${leg.toUpperCase()}`,
  rank,
  score,
  matchedTerms: terms,
  chunk,
});

const foundMessage = ({ rank, legs, exact }: FoundContent, shown: Shown) => ({
  ...hitMessage(shown),
  rank,
  matched: legs.length > 1 ? "SEARCH_MODE_HYBRID" : `SEARCH_MODE_${legs[0]!.leg.toUpperCase()}`,
  legs: legs.map(legMessage),
  exactTokens: exact,
});

const knowledgeFilter = (f: SearchFilter): KnowledgeFilter => ({
  kind: "content",
  content_types: f.contentType === null ? null : [f.contentType],
  language: f.language,
  campaign_id: f.campaignId,
  state: f.state,
  generated_by: f.generatedBy,
  created_from: f.createdFrom?.toISOString() ?? null,
  created_until: f.createdUntil?.toISOString() ?? null,
  metadata: f.metadata,
});

type Key = readonly [rank: number, contentId: string];

/** Words and phrases of a query; INVALID_ARGUMENT when it looks for nothing, or for more than `most`. */
export const termsOf = (query: string, most: number): ReadonlyArray<Term> => {
  const terms = parseSearch(query);
  if (anyOf(terms) === "") throw invalidField("query", "says nothing to look for", "NOTHING_TO_FIND");
  if (terms.length > most) throw invalidField("query", `asks for more than ${most} words and phrases`, "TOO_MANY_TERMS");
  return terms;
};

export const searchMethods = (pool: Pool, vectors: VectorIndex): Record<string, Method> => {
  const byText = async (ctx: CallContext, filter: SearchFilter, minPosition: number | null, after: Key | null, limit: number) => {
    const rows = await readAs(pool, ctx, "content_library", minPosition, (client) => search(client, filter, after, limit));
    return rows.map((row) => ({ ...hitMessage(row), rank: row.found_rank, matched: "SEARCH_MODE_TEXT" }));
  };

  /** Found anew for every page: what was found before the key is passed over. */
  const byMeaning = async (
    ctx: CallContext,
    mode: "semantic" | "hybrid",
    filter: SearchFilter,
    minPosition: number | null,
    after: Key | null,
    limit: number,
  ) => {
    const query = queryOf(filter.query, filter.terms);
    const { found, degraded } = await hybridSearch(pool, vectors, ctx, { query, filter: knowledgeFilter(filter), mode, minPosition });
    const rest = after === null ? found : found.filter((f) => f.rank < after[0] || (f.rank === after[0] && f.contentId > after[1]));
    const wanted = rest.slice(0, limit);
    const rows = await withTenant(pool, ctx.tenantId, (client) =>
      loadHits(
        client,
        filter.terms,
        wanted.map(({ contentId, legs }) => ({ contentId, chunk: legs[0]!.chunk })),
      ),
    );
    return { hits: wanted.filter((f) => rows.has(f.contentId)).map((f) => foundMessage(f, rows.get(f.contentId)!)), degraded };
  };

  return {
    searchContent: method({
      scope: "content:read",
      request: searchSchema,
      handle: async (ctx, r) => {
        const terms = termsOf(r.query, mostTerms);
        const { pageSize, pageToken, minPosition, mode: asMode, ...query } = r;
        const mode = asMode === null || asMode === "unspecified" ? "text" : asMode;
        const asked = { rpc: "SearchContent", tenantId: ctx.tenantId, ...query, ...(mode === "text" ? {} : { mode }) };
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
        const after = p.after as Key | null;
        const { hits: rows, degraded } =
          mode === "text"
            ? { hits: await byText(ctx, filter, minPosition, after, p.limit + 1), degraded: "" }
            : await byMeaning(ctx, mode, filter, minPosition, after, p.limit + 1);
        const { rows: hits, nextPageToken } = pageOf(rows, p, asked, (hit) => [hit.rank, hit.content.contentId]);
        return { hits, nextPageToken, degraded: degraded !== "", degradedReason: degraded };
      },
    }),
  };
};
