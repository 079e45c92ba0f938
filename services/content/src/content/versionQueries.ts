import type { PoolClient } from "pg";
import type { Metadata } from "./version.ts";

export interface VersionRow {
  readonly content_id: string;
  readonly version: number;
  readonly title: string | null;
  readonly metadata: Metadata;
  readonly language: string;
  readonly size_bytes: number;
  readonly restored_from: number | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly served: number;
  readonly engaged: number;
  readonly performance_score: string | null;
}
export interface VersionWithText extends VersionRow {
  readonly content: string | null;
}
const versionColumns = `v.content_id, v.version, v.title, v.metadata, v.language, v.size_bytes, v.restored_from, v.created_at, v.created_by,
  coalesce(p.served, 0) AS served, coalesce(p.engaged, 0) AS engaged, p.performance_score`;
const versionTables =
  "content_versions v LEFT JOIN content_performance p ON p.tenant_id = v.tenant_id AND p.content_id = v.content_id AND p.version = v.version";

/** Newest first, before `before` where it is given. */
export const listVersions = async (
  client: PoolClient,
  tenantId: string,
  contentId: string,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> => {
  const { rows } = await client.query<VersionRow>({
    name: "list_versions",
    text: `SELECT ${versionColumns} FROM ${versionTables}
      WHERE v.tenant_id = $1 AND v.content_id = $2 AND ($3::int IS NULL OR v.version < $3) ORDER BY v.version DESC LIMIT $4`,
    values: [tenantId, contentId, before, limit],
  });
  return rows;
};

export const findVersion = async (
  client: PoolClient,
  tenantId: string,
  contentId: string,
  version: number,
): Promise<VersionWithText | null> => {
  const { rows } = await client.query<VersionWithText>({
    name: "find_version",
    text: `SELECT ${versionColumns}, v.content FROM ${versionTables} WHERE v.tenant_id = $1 AND v.content_id = $2 AND v.version = $3`,
    values: [tenantId, contentId, version],
  });
  return rows[0] ?? null;
};
