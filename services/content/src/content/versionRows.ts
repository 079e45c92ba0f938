import { isoTime } from "@marketing/shared/base/isoTime";
import type { EventOf, Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import type { VersionEvent } from "./events.ts";
import { keyArrays } from "./rows.ts";
import type { textEvents } from "./textStream.ts";

export type RecordedVersion = Recorded<VersionEvent>;
export type RecordedText = Recorded<EventOf<typeof textEvents>>;

const versions = defineTable<RecordedVersion>({
  name: "content_versions",
  key: {
    tenant_id: column("uuid", (e) => e.tenantId),
    content_id: column("uuid", (e) => e.data.contentId),
    version: column("int", (e) => e.data.version),
  },
  columns: {
    title: column("varchar", (e) => e.data.title),
    metadata: column("jsonb", (e) => e.data.metadata),
    language: column("varchar", (e) => e.data.language),
    text_version: column("int", (e) => e.data.textVersion),
    size_bytes: column("int", (e) => e.data.sizeBytes),
    restored_from: column("int", (e) => (e.type === "content_edited" ? e.data.restoredFrom : null)),
    created_at: column("timestamptz", (e) => isoTime(e.data.at)),
    created_by: column("text", (e) => e.metadata.actor ?? ""),
  },
});

/**
 * New versions with their texts. A text follows its version in the same append, so it is normally in the same batch; where the batch ends
 * between them, it comes with the next. A version without a text of its own has that of the version it names.
 */
export const writeVersions = async (
  client: PoolClient,
  made: ReadonlyArray<RecordedVersion>,
  texts: ReadonlyArray<RecordedText>,
): Promise<void> => {
  await versions.insert(client, made);
  if (texts.length > 0)
    await client.query(
      `UPDATE content_versions v SET content = k.text FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS k (t, c, version, text)
        WHERE v.tenant_id = k.t AND v.content_id = k.c AND v.version = k.version`,
      [texts.map((e) => e.tenantId), texts.map((e) => e.data.contentId), texts.map((e) => e.data.version), texts.map((e) => e.data.text)],
    );
  const withOlderText = made.filter(({ data }) => data.textVersion !== null && data.textVersion !== data.version);
  if (withOlderText.length > 0)
    await client.query(
      `UPDATE content_versions v SET content = s.content FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS k (t, c, version), content_versions s
        WHERE v.tenant_id = k.t AND v.content_id = k.c AND v.version = k.version AND s.tenant_id = k.t AND s.content_id = k.c AND s.version = v.text_version`,
      [
        ...keyArrays(withOlderText.map((e) => ({ tenantId: e.tenantId, contentId: e.data.contentId }))),
        withOlderText.map((e) => e.data.version),
      ],
    );
};
