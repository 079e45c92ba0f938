import {
  DocumentFormatSchema,
  type DocumentSchema,
  KnowledgeCategorySchema,
  KnowledgeSourceSchema,
  type PutDocumentResponseSchema,
} from "@marketing/protos/content/v1/knowledge_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { HandledDocument } from "./commands.ts";
import type { Category, DocumentFields, KnowledgeSource } from "./events.ts";
import { linkOrNull } from "./link.ts";
import type { DocumentRow } from "./queries.ts";

export const sourceName = (source: KnowledgeSource) => enumName(KnowledgeSourceSchema, source);
/** Contents have no category. */
export const categoryName = (category: Category | null) =>
  category === null ? ("KNOWLEDGE_CATEGORY_UNSPECIFIED" as const) : enumName(KnowledgeCategorySchema, category);

const fieldMessages = ({ title, uri, source, category, tags, format, language }: DocumentFields) => ({
  title: title ?? "",
  uri: linkOrNull(uri) ?? "",
  source: sourceName(source),
  category: categoryName(category),
  tags,
  format: enumName(DocumentFormatSchema, format),
  language,
});

export const documentMessage = (r: DocumentRow, text = ""): Outgoing<typeof DocumentSchema> => ({
  ...fieldMessages(r),
  documentId: r.entity_id,
  version: r.version,
  lastUpdated: toTimestamp(r.last_updated),
  text,
  sizeBytes: r.size_bytes,
  textHash: r.text_hash,
  chunks: r.chunks,
  createdAt: toTimestamp(r.created_at),
  updatedAt: toTimestamp(r.updated_at),
  streamVersion: r.stream_version,
});

/** The answer of PutDocument: the document as the command has left it, without its text and its chunks, which only the view knows. */
export const putAnswer = ({ state, version, position, events, replayed }: HandledDocument): Outgoing<typeof PutDocumentResponseSchema> => {
  const d = state.newest!;
  return {
    document: {
      ...fieldMessages(d),
      documentId: d.documentId,
      version: d.version,
      lastUpdated: toTimestamp(new Date(d.lastUpdated)),
      text: "",
      sizeBytes: d.sizeBytes,
      textHash: d.textHash,
      chunks: 0,
      createdAt: toTimestamp(new Date(state.createdAt)),
      updatedAt: toTimestamp(new Date(d.at)),
      streamVersion: version,
    },
    unchanged: events.length === 0 && !replayed,
    version,
    position,
  };
};
