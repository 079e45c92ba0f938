import type { PoolClient } from "pg";
import { type ContentRow, contentColumns } from "./rows.ts";
import type { LifecycleState } from "./state.ts";
import type { ContentType, Metadata } from "./version.ts";

/** What contents are listed and searched by; null = any. */
export interface ContentCriteria {
  readonly contentType: ContentType | null;
  readonly state: LifecycleState | null;
  readonly campaignId: string | null;
  readonly generatedBy: string | null;
  readonly language: string | null;
  readonly createdFrom: Date | null;
  readonly createdUntil: Date | null;
  readonly metadata: Metadata | null;
  readonly publishedOnly: boolean;
}

export interface ContentFilter extends ContentCriteria {
  readonly minScore: number | null;
  readonly order: "created_at" | "performance";
}

/** Ordering column and id of a row: a time, or a score as decimal text. */
export type ContentPageKey = readonly [at: string | null, contentId: string];
export const pageKeyOf = (f: ContentFilter, row: ContentRow): ContentPageKey => [
  f.order === "performance" ? row.performance_score : row.created_at.toISOString(),
  row.content_id,
];

/** Newest first, or best first with the never served last. */
export const listSql = (tenantId: string, f: ContentFilter, after: ContentPageKey | null, limit: number) => {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const byPerformance = f.order === "performance";
  const order = byPerformance ? "performance_score DESC NULLS LAST, content_id" : "created_at DESC, content_id";
  if (f.metadata !== null) {
    const [at, id] = after ?? [null, null];
    const parameters = [
      JSON.stringify(f.metadata),
      byPerformance,
      f.contentType,
      f.state,
      f.campaignId,
      f.generatedBy,
      f.language,
      f.createdFrom,
      f.createdUntil,
      f.minScore,
      f.publishedOnly,
      after !== null,
      byPerformance ? null : at,
      byPerformance ? at : null,
      id,
      limit,
    ];
    const found = `find_content_by_metadata(${parameters.map(bind).join(", ")})`;
    const theirs = `SELECT * FROM content_library r WHERE r.tenant_id = ${bind(tenantId)} AND r.content_id = f.found_id LIMIT 1`;
    return { text: `SELECT ${contentColumns} FROM ${found} f CROSS JOIN LATERAL (${theirs}) c ORDER BY ${order}`, values };
  }
  const where = [`tenant_id = ${bind(tenantId)}`];
  const equal = (column: string, value: string | null): void => {
    if (value !== null) where.push(`${column} = ${bind(value)}`);
  };
  equal("content_type", f.contentType);
  equal("state", f.state);
  equal("campaign_id", f.campaignId);
  equal("generated_by", f.generatedBy);
  equal("language", f.language);
  if (f.createdFrom !== null) where.push(`created_at >= ${bind(f.createdFrom)}`);
  if (f.createdUntil !== null) where.push(`created_at < ${bind(f.createdUntil)}`);
  if (f.minScore !== null) where.push(`performance_score >= ${bind(f.minScore)}`);
  if (f.publishedOnly) where.push("published_version IS NOT NULL");
  if (after !== null) {
    const [at, id] = [bind(after[0]), bind(after[1])];
    if (!byPerformance) where.push(`created_at <= ${at}::timestamptz AND (created_at < ${at}::timestamptz OR content_id > ${id}::uuid)`);
    else if (after[0] === null) where.push(`performance_score IS NULL AND ${at}::text IS NULL AND content_id > ${id}::uuid`);
    else
      where.push(
        `(performance_score IS NULL OR performance_score < ${at}::numeric OR (performance_score = ${at}::numeric AND content_id > ${id}::uuid))`,
      );
  }
  return {
    text: `SELECT ${contentColumns} FROM content_library WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ${bind(limit)}`,
    values,
  };
};

export const listContents = async (
  client: PoolClient,
  tenantId: string,
  filter: ContentFilter,
  after: ContentPageKey | null,
  limit: number,
): Promise<ContentRow[]> => (await client.query<ContentRow>(listSql(tenantId, filter, after, limit))).rows;

export const findContent = async (client: PoolClient, tenantId: string, contentId: string): Promise<ContentRow | null> => {
  const { rows } = await client.query<ContentRow>({
    name: "find_content",
    text: `SELECT ${contentColumns} FROM content_library WHERE tenant_id = $1 AND content_id = $2`,
    values: [tenantId, contentId],
  });
  return rows[0] ?? null;
};
