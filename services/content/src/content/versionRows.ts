import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PoolClient } from "pg";
import type { ContentEvent, TextWritten, VersionText } from "./contentEvents.ts";

export interface NewVersion extends Omit<VersionText, "textHash"> {
  readonly tenantId: string;
  readonly contentId: string;
  readonly version: number;
  readonly restoredFrom: number | null;
  readonly at: number;
  readonly by: string;
}

export const versionOf = (
  { tenantId, metadata: about }: RecordedEvent,
  { type, data }: Extract<ContentEvent, { type: "content_created" | "content_edited" }>,
): NewVersion => {
  const { contentId, version, title, metadata, language, textVersion, sizeBytes, at } = data;
  const restoredFrom = type === "content_edited" ? data.restoredFrom : null;
  return { tenantId, contentId, version, title, metadata, language, textVersion, sizeBytes, restoredFrom, at, by: about.actor ?? "" };
};

/**
 * New versions with their texts. A text follows its version in the same append, so it is normally in the same batch; where the batch ends
 * between them, it comes with the next. A version without a text of its own has that of the version it names.
 */
export const writeVersions = async (
  client: PoolClient,
  versions: ReadonlyArray<NewVersion>,
  texts: ReadonlyArray<RecordedEvent<string, TextWritten["data"]>>,
): Promise<void> => {
  if (versions.length > 0)
    await client.query(
      `INSERT INTO content_versions (tenant_id, content_id, version, title, metadata, language, text_version, size_bytes, restored_from, created_at, created_by)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::varchar[], $5::jsonb[], $6::varchar[], $7::int[], $8::int[], $9::int[], $10::timestamptz[], $11::text[])`,
      [
        versions.map((v) => v.tenantId),
        versions.map((v) => v.contentId),
        versions.map((v) => v.version),
        versions.map((v) => v.title),
        versions.map((v) => JSON.stringify(v.metadata)),
        versions.map((v) => v.language),
        versions.map((v) => v.textVersion),
        versions.map((v) => v.sizeBytes),
        versions.map((v) => v.restoredFrom),
        versions.map((v) => new Date(v.at).toISOString()),
        versions.map((v) => v.by),
      ],
    );
  if (texts.length > 0)
    await client.query(
      `UPDATE content_versions v SET content = k.text FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS k (t, c, version, text)
        WHERE v.tenant_id = k.t AND v.content_id = k.c AND v.version = k.version`,
      [texts.map((e) => e.tenantId), texts.map((e) => e.data.contentId), texts.map((e) => e.data.version), texts.map((e) => e.data.text)],
    );
  const borrowing = versions.filter((v) => v.textVersion !== null && v.textVersion !== v.version);
  if (borrowing.length > 0)
    await client.query(
      `UPDATE content_versions v SET content = s.content FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS k (t, c, version), content_versions s
        WHERE v.tenant_id = k.t AND v.content_id = k.c AND v.version = k.version AND s.tenant_id = k.t AND s.content_id = k.c AND s.version = v.text_version`,
      [borrowing.map((v) => v.tenantId), borrowing.map((v) => v.contentId), borrowing.map((v) => v.version)],
    );
};
