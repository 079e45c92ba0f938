import type { PoolClient } from "pg";
import type { ContentType } from "./contentEvents.ts";
import type { Standing, State } from "./standing.ts";

/** A row of content_library without its text. numeric arrives as a string. */
export interface ContentRow {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly content_type: ContentType;
  readonly title: string | null;
  readonly metadata: Record<string, never>;
  readonly performance_score: string | null;
  readonly generated_by: string | null;
  readonly campaign_id: string | null;
  readonly created_at: Date;
  readonly published_at: Date | null;
  readonly campaign_name: string | null;
  readonly language: string;
  readonly state: State;
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

export const standingOf = (r: ContentRow): Standing => ({
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

export interface Key {
  readonly tenantId: string;
  readonly contentId: string;
}

/** A content while a batch is folded. */
export interface Entry extends Key {
  standing: Standing | null;
  streamVersion: number;
  campaignName: string | null;
  dirty: boolean;
  /** It has another newest version than before the batch. */
  newText: boolean;
}

export const loadRows = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<ContentRow[]> => {
  const { rows } = await client.query<ContentRow>({
    text: `SELECT ${contentColumns} FROM content_library JOIN unnest($1::uuid[], $2::uuid[]) AS k (t, c) ON tenant_id = k.t AND content_id = k.c`,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.contentId)],
  });
  return rows;
};

const date = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Everything but what the newest version says, which `showNewest` copies from it. */
export const upsertRows = async (client: PoolClient, entries: ReadonlyArray<Entry>): Promise<void> => {
  const of = <A>(pick: (s: Standing) => A): A[] => entries.map((e) => pick(e.standing!));
  await client.query(
    `INSERT INTO content_library AS l (tenant_id, content_id, content_type, generated_by, campaign_id, campaign_name, created_at, published_at, state, version,
        approved_version, published_version, first_published_at, scheduled_for, slug, published_slug, rejection_reason, model, prompt_hash, updated_at, stream_version)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::varchar[], $5::uuid[], $6::varchar[], $7::timestamptz[], $8::timestamptz[], $9::varchar[], $10::int[],
        $11::int[], $12::int[], $13::timestamptz[], $14::timestamptz[], $15::varchar[], $16::varchar[], $17::text[], $18::varchar[], $19::varchar[], $20::timestamptz[], $21::bigint[])
      ON CONFLICT (tenant_id, content_id) DO UPDATE SET campaign_id = excluded.campaign_id, campaign_name = excluded.campaign_name, published_at = excluded.published_at,
        state = excluded.state, version = excluded.version, approved_version = excluded.approved_version, published_version = excluded.published_version,
        first_published_at = excluded.first_published_at, scheduled_for = excluded.scheduled_for, slug = excluded.slug, published_slug = excluded.published_slug,
        rejection_reason = excluded.rejection_reason, updated_at = excluded.updated_at, stream_version = excluded.stream_version`,
    [
      entries.map((e) => e.tenantId),
      entries.map((e) => e.contentId),
      of((s) => s.contentType),
      of((s) => s.generatedBy),
      of((s) => s.campaignId),
      entries.map((e) => e.campaignName),
      of((s) => date(s.createdAt)),
      of((s) => date(s.publishedAt)),
      of((s) => s.state),
      of((s) => s.version),
      of((s) => s.approvedVersion),
      of((s) => s.publishedVersion),
      of((s) => date(s.firstPublishedAt)),
      of((s) => date(s.scheduledFor)),
      of((s) => s.slug),
      of((s) => s.publishedSlug),
      of((s) => s.rejectionReason),
      of((s) => s.model),
      of((s) => s.promptHash),
      of((s) => date(s.updatedAt)),
      entries.map((e) => e.streamVersion),
    ],
  );
};

/** Title, text, metadata and language of the newest version into the library's row. */
export const showNewest = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<void> => {
  await client.query(
    `UPDATE content_library l SET title = v.title, content = v.content, metadata = v.metadata, language = v.language
       FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), content_versions v
      WHERE l.tenant_id = k.t AND l.content_id = k.c AND v.tenant_id = l.tenant_id AND v.content_id = l.content_id AND v.version = l.version`,
    [keys.map((k) => k.tenantId), keys.map((k) => k.contentId)],
  );
};
