import { ContentService, SearchModeSchema } from "@marketing/protos/content/v1/content_service";
import type { CallContext } from "@marketing/shared/grpc/context";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, number, optional, optionalEnumOf, pageFields, queryFields, text } from "@marketing/shared/grpc/schema";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { containsOrNull, contentFilterFields } from "../content/requests.ts";
import { contentView } from "../content/view.ts";
import { hybridSearch } from "./hybridSearch.ts";
import { type KnowledgeFilter, queryOf } from "./knowledgeQuery.ts";
import { belowFloorFields, hybridHitMessage, textHitMessage } from "./messages.ts";
import { loadHits, type SearchFilter, searchByText } from "./textSearch.ts";
import { queryText, readTerms } from "./websearch.ts";

/** Of a query; each is looked for by itself in a long text. */
const maxTerms = 32;

type PageKey = readonly [rank: number, contentId: string];
interface PagedSearch {
  readonly filter: SearchFilter;
  readonly minPosition: number | null;
  readonly after: PageKey | null;
  readonly limit: number;
  readonly minScore: number | null;
}

const knowledgeFilterOf = (f: SearchFilter): KnowledgeFilter => ({
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

const textPage = async (pool: Pool, ctx: CallContext, { filter, minPosition, after, limit }: PagedSearch) => {
  const hits = await readAs(pool, ctx, contentView, minPosition, (client) => searchByText(client, filter, after, limit));
  return { hits: hits.map(textHitMessage), degraded: "", belowFloor: null };
};

/** The search is made anew for every page, of which what stands before the key is skipped. */
const hybridPage = async (
  pool: Pool,
  vectors: VectorIndex,
  ctx: CallContext,
  mode: "semantic" | "hybrid",
  { filter, minPosition, after, limit, minScore }: PagedSearch,
) => {
  const query = queryOf(filter.query, filter.terms);
  const request = { query, filter: knowledgeFilterOf(filter), mode, minPosition, minSimilarity: minScore };
  const { found, degraded, belowFloor } = await hybridSearch(pool, vectors, ctx, request);
  const rest = after === null ? found : found.filter((f) => f.score < after[0] || (f.score === after[0] && f.contentId > after[1]));
  const wanted = rest.slice(0, limit);
  const hits = await withTenant(pool, ctx.tenantId, (client) =>
    loadHits(
      client,
      filter.terms,
      wanted.map(({ contentId, matches }) => ({ contentId, chunk: matches[0]!.chunk })),
    ),
  );
  return {
    hits: wanted.filter((f) => hits.has(f.contentId)).map((f) => hybridHitMessage(f, hits.get(f.contentId)!)),
    degraded,
    belowFloor,
  };
};

export const searchQueryRpcs = (pool: Pool, vectors: VectorIndex) => ({
  searchContent: unary(ContentService.method.searchContent, {
    scope: "content:read",
    request: {
      query: text(1_000),
      mode: optionalEnumOf(SearchModeSchema, ["text", "semantic", "hybrid"]),
      ...contentFilterFields,
      publishedOnly: boolean,
      minScore: optional(number({ min: 0, max: 1 })),
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const terms = readTerms(r.query, maxTerms);
      const { pageSize, pageToken, minPosition, minScore, mode: requestedMode, ...query } = r;
      const mode = requestedMode ?? "text";
      const queryOfPage = {
        rpc: "SearchContent",
        tenantId: ctx.tenantId,
        ...query,
        ...(mode === "text" ? {} : { mode }),
        ...(minScore === null ? {} : { minScore }),
      };
      const p = page(ctx, r, queryOfPage, [columns.number, columns.uuid], { defaultSize: 20, maxSize: 100 });
      const { metadataContains, ...filters } = query;
      const filter: SearchFilter = { ...filters, query: queryText(terms), terms, metadata: containsOrNull(metadataContains) };
      const paged: PagedSearch = { filter, minPosition, after: p.after, limit: p.limit + 1, minScore };
      const {
        hits: found,
        degraded,
        belowFloor,
      } = mode === "text" ? await textPage(pool, ctx, paged) : await hybridPage(pool, vectors, ctx, mode, paged);
      const { messages: hits, nextPageToken } = pageOf(
        found,
        p,
        queryOfPage,
        (hit) => [hit.rank, hit.content!.contentId],
        (hit) => hit,
      );
      return { hits, nextPageToken, degraded: degraded !== "", degradedReason: degraded, ...belowFloorFields(belowFloor) };
    },
  }),
});
