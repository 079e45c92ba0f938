import type { PoolClient } from "pg";
import type { ContentCriteria } from "../content/queries.ts";
import { type ContentRow, contentColumns } from "../content/rows.ts";
import type { Metadata } from "../content/version.ts";
import { startMark, stopMark } from "./highlight.ts";
import { anyOf, type Term } from "./websearch.ts";

export interface SearchFilter extends ContentCriteria {
  readonly query: string;
  readonly terms: ReadonlyArray<Term>;
}

/** A content with what is shown of the version that was found. */
export interface Hit extends ContentRow {
  readonly found_version: number;
  readonly found_title: string | null;
  readonly found_metadata: Metadata;
  readonly found_language: string;
  readonly title_marked: string | null;
  readonly passage: string | null;
  readonly chunk: number | null;
}
export interface TextHit extends Hit {
  readonly found_rank: number;
}

export const searchSql = (f: SearchFilter, after: readonly [number, string] | null, limit: number) => ({
  text: "SELECT found_id, found_version, found_rank FROM search_content($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
  values: [
    f.query,
    anyOf(f.terms),
    JSON.stringify(f.terms),
    f.publishedOnly,
    f.contentType,
    f.state,
    f.campaignId,
    f.generatedBy,
    f.language,
    f.createdFrom,
    f.createdUntil,
    f.metadata === null ? null : JSON.stringify(f.metadata),
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ],
});

const rowColumns = contentColumns.replace(/\w+/g, (name) => `l.${name}`);
const marks = `StartSel="${startMark}", StopSel="${stopMark}"`;

const headlines = (title: string, text: string) =>
  `ts_headline(content_config(v.language), searchable(${title}), q.q, 'HighlightAll=true, ${marks}') AS title_marked,
       ts_headline(content_config(v.language), searchable(${text}), q.q, 'MaxFragments=2, MaxWords=30, MinWords=12, FragmentDelimiter=" … ", ${marks}') AS passage`;

/** Best first. Only what is on the page is highlighted, and of a long text only its best chunk: highlighting parses the text again. */
export const searchByText = async (
  client: PoolClient,
  filter: SearchFilter,
  after: readonly [number, string] | null,
  limit: number,
): Promise<TextHit[]> => {
  const { text, values } = searchSql(filter, after, limit);
  const found = `WITH found AS MATERIALIZED (${text})`;
  const { rows } = await client.query<TextHit>(
    `${found}
     SELECT ${rowColumns}, f.found_rank, f.found_version,
       v.title AS found_title, v.metadata AS found_metadata, v.language AS found_language,
       ${headlines("v.title", "h.content")}, h.chunk
     FROM found f
     JOIN content_library l ON l.content_id = f.found_id
     JOIN content_versions v ON v.content_id = f.found_id AND v.version = f.found_version
     CROSS JOIN LATERAL (SELECT websearch_to_tsquery(content_config(v.language), searchable($2)) AS q) q
     LEFT JOIN LATERAL (
       SELECT c.content, c.chunk FROM content_chunks c WHERE c.tenant_id = l.tenant_id AND c.content_id = f.found_id AND c.version = f.found_version
        ORDER BY ts_rank_cd('{0, 1, 0, 0}', c.search, q.q, 1) DESC, c.chunk LIMIT 1) h ON true
     WHERE l.tenant_id = current_tenant() AND v.tenant_id = l.tenant_id
     ORDER BY f.found_rank DESC, f.found_id`,
    values,
  );
  return rows;
};

/** Published contents with these chunks of theirs to show, by content. A content that is no longer published is not among them. */
export const loadHits = async (
  client: PoolClient,
  terms: ReadonlyArray<Term>,
  shown: ReadonlyArray<{ readonly contentId: string; readonly chunk: number }>,
): Promise<Map<string, Hit>> => {
  const { rows } = await client.query<Hit>(
    `SELECT ${rowColumns}, v.version AS found_version, v.title AS found_title, v.metadata AS found_metadata, v.language AS found_language,
       ${headlines("v.title", "h.text")}, k.chunk
     FROM unnest($1::uuid[], $2::int[]) AS k (id, chunk)
     JOIN content_library l ON l.tenant_id = current_tenant() AND l.content_id = k.id
     JOIN content_versions v ON v.tenant_id = l.tenant_id AND v.content_id = l.content_id AND v.version = l.published_version
     LEFT JOIN knowledge_chunks h ON h.tenant_id = l.tenant_id AND h.entity_id = l.content_id AND h.chunk = k.chunk
     CROSS JOIN LATERAL (SELECT websearch_to_tsquery(content_config(v.language), searchable($3)) AS q) q`,
    [shown.map((s) => s.contentId), shown.map((s) => s.chunk), anyOf(terms)],
  );
  return new Map(rows.map((row) => [row.content_id, row]));
};
