import type { RecordedEvent } from "@marketing/shared/base/event";
import type { WantedEntity } from "@marketing/shared/vectors/vectorIndex";
import type { VectorMetadata } from "@marketing/shared/vectors/vectorStore";
import type { Format } from "../chunking/block.ts";
import { type Chunk, chunked, declaredFormat, formatOf } from "../chunking/chunk.ts";
import type { ContentEvent, ContentType, Metadata } from "../content/contentEvents.ts";
import type { Category, DocumentPut, Source } from "./knowledgeEvents.ts";

/** What can be retrieved: a document, or the published version of a content. Times are ms since 1970. */
export interface Entry {
  readonly kind: "document" | "content";
  readonly version: number;
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: Source;
  readonly category: Category | null;
  readonly tags: ReadonlyArray<string>;
  /** Searched beside title and text. */
  readonly about: string;
  /** Null where a content does not say, until its text was seen. */
  readonly format: Format | null;
  readonly language: string;
  readonly contentType: ContentType | null;
  readonly campaignId: string | null;
  readonly textVersion: number | null;
  readonly textHash: string | null;
  readonly sizeBytes: number;
  readonly lastUpdated: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly streamVersion: number;
}

export const entryOfDocument = (
  { data, version }: { readonly data: DocumentPut["data"]; readonly version: number },
  createdAt: number,
): Entry => ({
  kind: "document",
  version: data.version,
  title: data.title,
  uri: data.uri,
  source: data.source,
  category: data.category,
  tags: data.tags,
  about: data.tags.join(" "),
  format: data.format,
  language: data.language,
  contentType: null,
  campaignId: null,
  textVersion: data.textVersion,
  textHash: data.textHash,
  sizeBytes: data.sizeBytes,
  lastUpdated: data.lastUpdated,
  createdAt,
  updatedAt: data.at,
  streamVersion: version,
});

const textsOf = (value: unknown): ReadonlyArray<string> =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string" && v !== "");

type Published = Extract<ContentEvent, { type: "content_published" }>;
type Versioned = Extract<ContentEvent, { type: "content_created" | "content_edited" }>;

/** `history` is the content's stream, to the published version at least. */
export const entryOfContent = (
  { data, version }: { readonly data: Published["data"]; readonly version: number },
  history: ReadonlyArray<RecordedEvent>,
): Entry => {
  const events = history as unknown as ReadonlyArray<ContentEvent>;
  const created = events.find((e) => e.type === "content_created")!;
  const said = events.find(
    (e): e is Versioned => (e.type === "content_created" || e.type === "content_edited") && e.data.version === data.version,
  )!;
  const seo = (said.data.metadata.seo ?? {}) as Metadata;
  const keywords = [...new Set(textsOf(seo.keywords))].sort();
  return {
    kind: "content",
    version: data.version,
    title: said.data.title,
    uri: null,
    source: "document",
    category: null,
    tags: keywords,
    about: [...keywords, ...textsOf(seo.title), ...textsOf(seo.description)].join(" "),
    format: declaredFormat(said.data.metadata),
    language: said.data.language,
    contentType: data.contentType,
    campaignId: data.campaignId,
    textVersion: said.data.textVersion,
    textHash: said.data.textHash,
    sizeBytes: said.data.sizeBytes,
    lastUpdated: said.data.at,
    createdAt: created.data.at,
    updatedAt: data.at,
    streamVersion: version,
  };
};

/** The pieces of an entry; what has no text and yet a title, or keywords, has one all the same. */
export const chunksOfEntry = (entry: Entry, text: string): { readonly format: Format; readonly chunks: ReadonlyArray<Chunk> } => {
  const format = entry.format ?? formatOf(text);
  const chunks = chunked(text, format);
  const nothing = (entry.title ?? "") === "" && entry.about === "";
  return { format, chunks: chunks.length > 0 || nothing ? chunks : [{ headings: [], text: "", overlap: 0 }] };
};

export const itemId = (entityId: string, version: number, chunk: number): string => `${entityId}#v${version}#c${chunk}`;

/** Pinecone knows no null: what there is none of is left out. */
const present = (fields: Readonly<Record<string, string | number | ReadonlyArray<string> | null>>): VectorMetadata =>
  Object.fromEntries(
    Object.entries(fields).filter(([, v]) => v !== null && v !== "" && !(Array.isArray(v) && v.length === 0)),
  ) as VectorMetadata;

export const wantedOf = (
  tenantId: string,
  entityId: string,
  position: number,
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
          id: itemId(entityId, entry.version, chunk),
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
