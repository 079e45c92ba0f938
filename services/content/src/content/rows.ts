import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import type { Lifecycle, LifecycleState } from "./state.ts";
import type { ContentType, Metadata } from "./version.ts";

/** A row of content_library without its text. numeric arrives as a string. */
export interface ContentRow {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly content_type: ContentType;
  readonly title: string | null;
  readonly metadata: Metadata;
  readonly performance_score: string | null;
  readonly generated_by: string | null;
  readonly campaign_id: string | null;
  readonly created_at: Date;
  readonly published_at: Date | null;
  readonly campaign_name: string | null;
  readonly language: string;
  readonly state: LifecycleState;
  readonly version: number;
  readonly approved_version: number | null;
  readonly published_version: number | null;
  readonly first_published_at: Date | null;
  readonly scheduled_for: Date | null;
  readonly slug: string | null;
  readonly published_slug: string | null;
  readonly rejection_reason: string | null;
  readonly model: string | null;
  readonly prompt_hash: string | null;
  readonly served: number;
  readonly engaged: number;
  readonly updated_at: Date;
  readonly stream_version: number;
}

export const contentColumns = [
  "tenant_id, content_id, content_type, title, metadata, performance_score, generated_by, campaign_id, created_at, published_at, campaign_name",
  "language, state, version, approved_version, published_version, first_published_at, scheduled_for, slug, published_slug, rejection_reason",
  "model, prompt_hash, served, engaged, updated_at, stream_version",
].join(", ");

/** The state that a row shows, to go on folding from. */
export const lifecycleOf = (r: ContentRow): Lifecycle => ({
  contentId: r.content_id,
  contentType: r.content_type,
  generatedBy: r.generated_by,
  campaignId: r.campaign_id,
  model: r.model,
  promptHash: r.prompt_hash,
  createdAt: r.created_at.getTime(),
  updatedAt: r.updated_at.getTime(),
  state: r.state,
  version: r.version,
  language: r.language,
  slug: r.slug,
  approvedVersion: r.approved_version,
  publishedVersion: r.published_version,
  publishedSlug: r.published_slug,
  publishedAt: r.published_at?.getTime() ?? null,
  firstPublishedAt: r.first_published_at?.getTime() ?? null,
  scheduledFor: r.scheduled_for?.getTime() ?? null,
  rejectionReason: r.rejection_reason,
});

export interface ContentKey {
  readonly tenantId: string;
  readonly contentId: string;
}
export const keyArrays = (keys: ReadonlyArray<ContentKey>) => [keys.map((k) => k.tenantId), keys.map((k) => k.contentId)];

export const loadRows = async (client: PoolClient, keys: ReadonlyArray<ContentKey>): Promise<ContentRow[]> => {
  const { rows } = await client.query<ContentRow>({
    text: `SELECT ${contentColumns} FROM content_library JOIN unnest($1::uuid[], $2::uuid[]) AS k (t, c) ON tenant_id = k.t AND content_id = k.c`,
    values: keyArrays(keys),
  });
  return rows;
};

/** A row to be written. */
export interface LibraryRow extends ContentKey {
  readonly lifecycle: Lifecycle;
  readonly streamVersion: number;
  readonly campaignName: string | null;
}

/** Everything but what the newest version says, which `showNewest` copies from it, and the performance, which is only ever added to. */
export const libraryTable = defineTable<LibraryRow>({
  name: "content_library",
  key: {
    tenant_id: column("uuid", (r) => r.tenantId),
    content_id: column("uuid", (r) => r.contentId),
  },
  columns: {
    content_type: column("varchar", (r) => r.lifecycle.contentType, { once: true }),
    generated_by: column("varchar", (r) => r.lifecycle.generatedBy, { once: true }),
    campaign_id: column("uuid", (r) => r.lifecycle.campaignId),
    campaign_name: column("varchar", (r) => r.campaignName),
    created_at: column("timestamptz", (r) => isoTime(r.lifecycle.createdAt), { once: true }),
    published_at: column("timestamptz", (r) => isoTimeOrNull(r.lifecycle.publishedAt)),
    state: column("varchar", (r) => r.lifecycle.state),
    version: column("int", (r) => r.lifecycle.version),
    approved_version: column("int", (r) => r.lifecycle.approvedVersion),
    published_version: column("int", (r) => r.lifecycle.publishedVersion),
    first_published_at: column("timestamptz", (r) => isoTimeOrNull(r.lifecycle.firstPublishedAt)),
    scheduled_for: column("timestamptz", (r) => isoTimeOrNull(r.lifecycle.scheduledFor)),
    slug: column("varchar", (r) => r.lifecycle.slug),
    published_slug: column("varchar", (r) => r.lifecycle.publishedSlug),
    rejection_reason: column("text", (r) => r.lifecycle.rejectionReason),
    model: column("varchar", (r) => r.lifecycle.model, { once: true }),
    prompt_hash: column("varchar", (r) => r.lifecycle.promptHash, { once: true }),
    updated_at: column("timestamptz", (r) => isoTime(r.lifecycle.updatedAt)),
    stream_version: column("bigint", (r) => r.streamVersion),
  },
});

/** Title, text, metadata and language of the newest version into the library's row. */
export const showNewest = async (client: PoolClient, keys: ReadonlyArray<ContentKey>): Promise<void> => {
  if (keys.length === 0) return;
  await client.query(
    `UPDATE content_library l SET title = v.title, content = v.content, metadata = v.metadata, language = v.language
       FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), content_versions v
      WHERE l.tenant_id = k.t AND l.content_id = k.c AND v.tenant_id = l.tenant_id AND v.content_id = l.content_id AND v.version = l.version`,
    keyArrays(keys),
  );
};
