import type { WantedEntity } from "@marketing/shared/vectors/vectorIndex";
import type { VectorMetadata } from "@marketing/shared/vectors/vectorStore";
import type { Chunk } from "../chunking/chunk.ts";
import type { Entry } from "./entry.ts";

const vectorId = (entityId: string, version: number, chunk: number): string => `${entityId}#v${version}#c${chunk}`;

/** Pinecone has no null: a field without a value is left out. */
const present = (fields: Readonly<Record<string, string | number | ReadonlyArray<string> | null>>): VectorMetadata =>
  Object.fromEntries(
    Object.entries(fields).filter(([, v]) => v !== null && v !== "" && !(Array.isArray(v) && v.length === 0)),
  ) as VectorMetadata;

/** What the vector index has to hold of an entity, a vector for each chunk; without an entry nothing. */
export const vectorsOf = (
  { tenantId, entityId, position }: { readonly tenantId: string; readonly entityId: string; readonly position: number },
  entry: Entry | null,
  chunks: ReadonlyArray<Pick<Chunk, "headings" | "text">>,
): WantedEntity => ({
  tenantId,
  entityId,
  position,
  items:
    entry === null
      ? []
      : chunks.map(({ headings, text }, chunk) => ({
          id: vectorId(entityId, entry.version, chunk),
          text: [entry.title ?? "", headings.join(" > "), text, chunk === 0 ? entry.about : ""].filter((part) => part !== "").join("\n"),
          metadata: present({
            kind: entry.kind,
            [entry.kind === "content" ? "content_id" : "document_id"]: entityId,
            version: entry.version,
            chunk,
            title: entry.title,
            source: entry.source,
            category: entry.category,
            tags: entry.tags,
            language: entry.language,
            last_updated: Math.floor(entry.lastUpdated / 1_000),
            uri: entry.uri,
            heading: headings.join(" > ").slice(0, 500).toWellFormed(),
            content_type: entry.contentType,
            campaign_id: entry.campaignId,
          }),
        })),
});
