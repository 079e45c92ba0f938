import { KnowledgeDocumentDeletedSchema, KnowledgeDocumentPutSchema } from "@marketing/protos/content/v1/content_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Format } from "../chunking/block.ts";
import { linkOrNull } from "./link.ts";

export const sources = ["document", "web_scraped", "user_generated"] as const;
export type KnowledgeSource = (typeof sources)[number];
export const categories = ["product_docs", "market_trends", "competitor_intel", "campaign_history"] as const;
export type Category = (typeof categories)[number];
export const formats = ["text", "markdown", "html"] as const satisfies ReadonlyArray<Format>;

/** What a document says of itself, without its text. */
export interface DocumentFields {
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: KnowledgeSource;
  readonly category: Category;
  /** Sorted, each once. */
  readonly tags: ReadonlyArray<string>;
  readonly format: Format;
  /** ISO 639-1 */
  readonly language: string;
}

/** A version of a document. Times are ms since 1970. */
export interface DocumentVersion extends DocumentFields {
  readonly documentId: string;
  readonly version: number;
  readonly lastUpdated: number;
  /** sha256, hex */
  readonly textHash: string;
  /** The version that brought the text. */
  readonly textVersion: number;
  /** Of UTF-8. */
  readonly sizeBytes: number;
  readonly at: number;
}

const documentId = "018f6a2b-d000-7000-8000-00000000000f";
const at = Date.UTC(2026, 4, 4, 9, 30);

/** Stream `document-<id>`. */
export const documentEvents = defineEvents(
  {
    document_put: event<DocumentVersion>({
      version: 2,
      upcasters: { 1: (d: DocumentVersion): DocumentVersion => ({ ...d, uri: linkOrNull(d.uri) }) },
      public: shape("knowledge.document-put", KnowledgeDocumentPutSchema, (d) => ({
        documentId: d.documentId,
        version: d.version,
        title: d.title ?? undefined,
        uri: d.uri ?? undefined,
        source: d.source,
        category: d.category,
        tags: d.tags,
        language: d.language,
        lastUpdated: isoTime(d.lastUpdated),
        timestamp: isoTime(d.at),
      })),
      sample: {
        documentId,
        version: 2,
        title: "Pricing",
        uri: "https://engines.example/pricing",
        tags: ["plans"],
        language: "en",
        source: "web_scraped",
        category: "product_docs",
        format: "html",
        lastUpdated: at,
        textHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        textVersion: 2,
        sizeBytes: 5_200,
        at,
      },
    }),
    document_deleted: event<{ readonly documentId: string; readonly version: number; readonly at: number }>({
      version: 1,
      public: shape("knowledge.document-deleted", KnowledgeDocumentDeletedSchema, ({ documentId, version, at }) => ({
        documentId,
        version,
        timestamp: isoTime(at),
      })),
      sample: { documentId, version: 2, at },
    }),
  },
  { sampleStream: `document-${documentId}` },
);
export type DocumentEvent = EventOf<typeof documentEvents>;

/** The one event of the stream `document-text-<id>-<version>`: read by who wants the text, not by who decides. */
export const documentTextEvents = defineEvents({
  document_text_written: event<{ readonly documentId: string; readonly version: number; readonly text: string }>({ version: 1 }),
});

export const documentTextStream = (documentId: string, version: number): string => `document-text-${documentId}-${version}`;
