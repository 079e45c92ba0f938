import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EntityIndexStatus } from "@marketing/shared/vectors/vectorIndex";
import type { DocumentOutcome } from "../knowledge/knowledgeCommands.ts";
import type { DocumentRow } from "../knowledge/knowledgeQueries.ts";
import type { Candidate } from "../retrieval/candidate.ts";
import type { Passage } from "../retrieval/passages.ts";
import { legMessage } from "./searchMethods.ts";

/** What knowledge is, as the messages of knowledge_service.proto. */

const source = (value: string): string => `KNOWLEDGE_SOURCE_${value.toUpperCase()}`;
const category = (value: string | null): string => `KNOWLEDGE_CATEGORY_${(value ?? "unspecified").toUpperCase()}`;
const time = (ms: number) => toTimestamp(new Date(ms));

export const documentMessage = (r: DocumentRow, text = "") => ({
  documentId: r.entity_id,
  version: r.version,
  title: r.title ?? "",
  uri: r.uri ?? "",
  source: source(r.source),
  category: category(r.category),
  tags: r.tags,
  format: `DOCUMENT_FORMAT_${r.format.toUpperCase()}`,
  language: r.language,
  lastUpdated: toTimestamp(r.last_updated),
  text,
  sizeBytes: r.size_bytes,
  textHash: r.text_hash,
  chunks: r.chunks,
  createdAt: toTimestamp(r.created_at),
  updatedAt: toTimestamp(r.updated_at),
  streamVersion: r.stream_version,
});

/** The answer of PutDocument: the document as it is decided now, without its text. */
export const putAnswer = ({ state, version, position, events, replayed }: DocumentOutcome) => {
  const d = state.newest!;
  return {
    document: {
      documentId: d.documentId,
      version: d.version,
      title: d.title ?? "",
      uri: d.uri ?? "",
      source: source(d.source),
      category: category(d.category),
      tags: d.tags,
      format: `DOCUMENT_FORMAT_${d.format.toUpperCase()}`,
      language: d.language,
      lastUpdated: time(d.lastUpdated),
      sizeBytes: d.sizeBytes,
      textHash: d.textHash,
      createdAt: time(state.createdAt),
      updatedAt: time(d.at),
      streamVersion: version,
    },
    unchanged: events.length === 0 && !replayed,
    version,
    position,
  };
};

const citation = (best: Candidate, first = best, last = best.chunk) => ({
  documentId: best.kind === "document" ? best.entityId : "",
  contentId: best.kind === "content" ? best.entityId : "",
  version: best.version,
  title: best.title ?? "",
  uri: best.uri ?? "",
  firstChunk: first.chunk,
  lastChunk: last,
  headingPath: first.headings,
  source: source(best.source),
  category: category(best.category),
  tags: best.tags,
  lastUpdated: time(best.lastUpdated),
  score: best.score,
  similarity: best.similarity,
  freshness: best.freshness,
  legs: best.legs.map(legMessage),
  exactTokens: best.exact,
});

export const passageMessage = ({ best, first, last, text, tokens, duplicates, cut }: Passage) => ({
  text,
  citation: citation(best, first, last),
  estimatedTokens: tokens,
  duplicates: duplicates.map((d) => citation(d)),
  cut,
});

export const indexMessage = (s: EntityIndexStatus) => ({ ...s, state: `INDEX_STATE_${s.state.toUpperCase()}` });
