import type { PoolClient } from "pg";
import type { ContentRow } from "../content/contentRow.ts";
import { contentColumns } from "../content/contentRow.ts";
import { startMark, stopMark } from "./highlight.ts";
import { anyOf, type Term } from "./websearch.ts";

export interface SearchFilter {
  readonly query: string;
  readonly terms: ReadonlyArray<Term>;
  readonly publishedOnly: boolean;
  readonly contentType: string | null;
  readonly state: string | null;
  readonly campaignId: string | null;
  readonly generatedBy: string | null;
  readonly language: string | null;
  readonly createdFrom: Date | null;
  readonly createdUntil: Date | null;
  readonly metadata: object | null;
}

export interface Hit extends ContentRow {
  readonly found_rank: number;
  readonly found_version: number;
  readonly found_title: string | null;
  readonly found_metadata: object;
  readonly found_language: string;
  readonly title_marked: string | null;
  readonly passage: string | null;
  readonly chunk: number | null;
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

const marks = `StartSel="${startMark}", StopSel="${stopMark}"`;

/** Best first. Only what is on the page is highlighted, and of a long text only its best piece: marking reads the text again. */
export const search = async (
  client: PoolClient,
  filter: SearchFilter,
  after: readonly [number, string] | null,
  limit: number,
): Promise<Hit[]> => {
  const { text, values } = searchSql(filter, after, limit);
  const found = `WITH found AS MATERIALIZED (${text})`;
  const { rows } = await client.query<Hit>(
    `${found}
     SELECT ${contentColumns.replace(/\w+/g, (name) => `l.${name}`)}, f.found_rank, f.found_version,
       v.title AS found_title, v.metadata AS found_metadata, v.language AS found_language,
       ts_headline(content_config(v.language), v.title, q.q, 'HighlightAll=true, ${marks}') AS title_marked,
       ts_headline(content_config(v.language), h.content, q.q, 'MaxFragments=2, MaxWords=30, MinWords=12, FragmentDelimiter=" … ", ${marks}') AS passage, h.chunk
     FROM found f
     JOIN content_library l ON l.content_id = f.found_id
     JOIN content_versions v ON v.content_id = f.found_id AND v.version = f.found_version
     CROSS JOIN LATERAL (SELECT websearch_to_tsquery(content_config(v.language), $2) AS q) q
     LEFT JOIN LATERAL (
       SELECT c.content, c.chunk FROM content_chunks c WHERE c.tenant_id = l.tenant_id AND c.content_id = f.found_id AND c.version = f.found_version
        ORDER BY ts_rank_cd('{0, 1, 0, 0}', c.search, q.q, 1) DESC, c.chunk LIMIT 1) h ON true
     WHERE l.tenant_id = current_tenant() AND v.tenant_id = l.tenant_id
     ORDER BY f.found_rank DESC, f.found_id`,
    values,
  );
  return rows;
};
