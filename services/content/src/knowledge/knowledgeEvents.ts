import type { Format } from "../chunking/block.ts";

export const sources = ["document", "web_scraped", "user_generated"] as const;
export type Source = (typeof sources)[number];
export const categories = ["product_docs", "market_trends", "competitor_intel", "campaign_history"] as const;
export type Category = (typeof categories)[number];
export const formats = ["text", "markdown", "html"] as const satisfies ReadonlyArray<Format>;

/** What a document says of itself, without its text. */
export interface DocumentFields {
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: Source;
  readonly category: Category;
  /** Sorted, each once. */
  readonly tags: ReadonlyArray<string>;
  readonly format: Format;
  /** ISO 639-1 */
  readonly language: string;
}

/** Events of the stream `document-<id>`. Times are ms since 1970. */
export type DocumentEvent =
  | {
      readonly type: "document_put";
      readonly data: DocumentFields & {
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
      };
    }
  | { readonly type: "document_deleted"; readonly data: { readonly documentId: string; readonly version: number; readonly at: number } };

export type DocumentPut = Extract<DocumentEvent, { type: "document_put" }>;

/** The one event of the stream `document-text-<id>-<version>`: read by who wants the text, not by who decides. */
export interface DocumentTextWritten {
  readonly type: "document_text_written";
  readonly data: { readonly documentId: string; readonly version: number; readonly text: string };
}

export const documentStream = (documentId: string): string => `document-${documentId}`;
export const documentTextStream = (documentId: string, version: number): string => `document-text-${documentId}-${version}`;
