import type { PersonSection } from "@marketing/shared/privacy/sections";

/** Where a text names somebody first, and a little of what stands around it: a whole text may be of megabytes. */
const excerpt = (text: string) =>
  `substr(${text}, greatest(1, (SELECT min(nullif(position(n IN lower(${text})), 0)) FROM unnest($3::text[] || ($2::uuid[])::text[]) n) - 120), 360)`;

/** Contents and documents that name the person. */
export const personSections: ReadonlyArray<PersonSection> = [
  {
    name: "contents",
    key: "text",
    sql: `SELECT content_id || lpad(version::text, 10, '0') AS key, content_id, version, title, metadata, language, created_at, created_by, ${excerpt("content")} AS excerpt
        FROM content_versions WHERE tenant_id = $1 AND concat_ws(' ', title, metadata::text, created_by, content) ~* $4::text`,
  },
  {
    name: "documents",
    key: "uuid",
    sql: `SELECT e.entity_id AS key, e.entity_id AS document_id, e.version, e.title, e.uri, e.source, e.tags, e.updated_at,
               ARRAY(SELECT ${excerpt("c.text")} FROM knowledge_chunks c WHERE c.tenant_id = $1 AND c.entity_id = e.entity_id AND c.text ~* $4::text ORDER BY c.chunk LIMIT 20) AS excerpts
        FROM knowledge_entries e WHERE e.tenant_id = $1 AND e.kind = 'document'
         AND (concat_ws(' ', e.title, e.uri, e.about) ~* $4::text OR EXISTS (SELECT FROM knowledge_chunks c WHERE c.tenant_id = $1 AND c.entity_id = e.entity_id AND c.text ~* $4::text))`,
  },
];
