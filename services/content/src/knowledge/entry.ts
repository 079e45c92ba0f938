import type { JsonValue } from "@marketing/shared/base/json";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { Format } from "../chunking/block.ts";
import { declaredFormat } from "../chunking/chunk.ts";
import type { ReadChunk, ReadText } from "../chunking/readText.ts";
import type { ContentEvent, VersionEvent } from "../content/events.ts";
import type { ContentType, Metadata } from "../content/version.ts";
import type { Category, DocumentEvent, KnowledgeSource } from "./events.ts";

/** What can be retrieved: a document, or the published version of a content. Times are ms since 1970. */
export interface Entry {
  readonly kind: "document" | "content";
  readonly version: number;
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: KnowledgeSource;
  readonly category: Category | null;
  readonly tags: ReadonlyArray<string>;
  /** Searched beside title and text. */
  readonly about: string;
  /** Null where a content declares none, until its text has been read. */
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

type RecordedPut = Recorded<Extract<DocumentEvent, { readonly type: "document_put" }>>;
type RecordedPublication = Recorded<Extract<ContentEvent, { readonly type: "content_published" }>>;

export const entryOfDocument = ({ data, version }: RecordedPut, createdAt: number): Entry => ({
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

const stringsOf = (value: JsonValue | undefined): ReadonlyArray<string> =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string" && v !== "");

const isVersion = (e: ContentEvent): e is VersionEvent => e.type === "content_created" || e.type === "content_edited";

/** `history` is the content's stream, up to the publication at least. */
export const entryOfContent = ({ data, version }: RecordedPublication, history: ReadonlyArray<ContentEvent>): Entry => {
  const versions = history.filter(isVersion);
  const created = versions[0]!.data;
  const published = versions.find((e) => e.data.version === data.version)!.data;
  const seo = (published.metadata.seo ?? {}) as Metadata;
  const keywords = [...new Set(stringsOf(seo.keywords))].sort();
  return {
    kind: "content",
    version: data.version,
    title: published.title,
    uri: null,
    source: "document",
    category: null,
    tags: keywords,
    about: [...keywords, ...stringsOf(seo.title), ...stringsOf(seo.description)].join(" "),
    format: declaredFormat(published.metadata),
    language: published.language,
    contentType: data.contentType,
    campaignId: data.campaignId,
    textVersion: published.textVersion,
    textHash: published.textHash,
    sizeBytes: published.sizeBytes,
    lastUpdated: published.at,
    createdAt: created.at,
    updatedAt: data.at,
    streamVersion: version,
  };
};

/** An entry without text has an empty chunk where it has a title or keywords, so that it is found by these. */
export const chunksOfEntry = (entry: Entry, { chunks }: ReadText): ReadonlyArray<ReadChunk> => {
  const hasNothing = (entry.title ?? "") === "" && entry.about === "";
  return chunks.length > 0 || hasNothing ? chunks : [{ headings: [], text: "", overlap: 0, tokens: [] }];
};
