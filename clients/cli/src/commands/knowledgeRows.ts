import type { MarketingClient } from "@marketing/client";
import { SearchMode } from "@marketing/protos/content/v1/content_service";
import { DocumentFormat, IndexState, KnowledgeCategory, KnowledgeSource } from "@marketing/protos/content/v1/knowledge_service";
import { type Answered, clockOf, isoOf, wordOf } from "../api.ts";
import { oneLine, type Shown } from "./show.ts";

type Api = MarketingClient["knowledge"];
type Document = NonNullable<Answered<Api["getDocument"]>["document"]>;
type IndexStatus = Answered<Api["getIndexStatus"]>;
type Passage = Answered<Api["retrieveKnowledge"]>["passages"][number];
type Citation = NonNullable<Passage["citation"]>;

const sourceOf = (source: KnowledgeSource): string => wordOf(KnowledgeSource, source);
/** Contents have none. */
const categoryOf = (category: KnowledgeCategory): string => wordOf(KnowledgeCategory, category).replace("unspecified", "");

export const documents: Shown<Document> = {
  none: "no documents",
  columns: [
    { title: "document" },
    { title: "title", max: 44 },
    { title: "category" },
    { title: "source" },
    { title: "tags", max: 30 },
    { title: "version" },
    { title: "pieces" },
    { title: "last updated (UTC)" },
  ],
  row: (d) => [
    ...[d.documentId, d.title, categoryOf(d.category), sourceOf(d.source), d.tags.join(", "), d.version, d.chunks],
    clockOf(d.lastUpdated),
  ],
  detail: (d) => [
    ["document", d.documentId],
    ["title", d.title],
    ["uri", d.uri],
    ["category", categoryOf(d.category)],
    ["source", sourceOf(d.source)],
    ["tags", d.tags.join(", ")],
    ["format", `${wordOf(DocumentFormat, d.format)}, ${d.sizeBytes} bytes, ${d.chunks} pieces`],
    ["language", d.language],
    ["version", d.version],
    ["last updated", clockOf(d.lastUpdated)],
    ["put", clockOf(d.updatedAt)],
  ],
  plain: (d) => ({
    document_id: d.documentId,
    version: d.version,
    title: d.title,
    uri: d.uri,
    source: sourceOf(d.source),
    category: categoryOf(d.category),
    tags: d.tags,
    format: wordOf(DocumentFormat, d.format),
    language: d.language,
    last_updated: isoOf(d.lastUpdated),
    size_bytes: Number(d.sizeBytes),
    chunks: d.chunks,
    created_at: isoOf(d.createdAt),
    updated_at: isoOf(d.updatedAt),
  }),
};

export const plainIndexStatus = (s: IndexStatus) => ({
  state: wordOf(IndexState, s.state),
  wanted_position: Number(s.wantedPosition),
  indexed_position: Number(s.indexedPosition),
  items: s.items,
  model: s.model,
  generation: s.generation,
  error: s.error,
});

const plainCitation = (c: Citation) => ({
  ...(c.documentId === "" ? { content_id: c.contentId } : { document_id: c.documentId }),
  version: c.version,
  title: c.title,
  uri: c.uri,
  chunks: [c.firstChunk, c.lastChunk],
  heading_path: c.headingPath,
  source: sourceOf(c.source),
  category: categoryOf(c.category),
  tags: c.tags,
  last_updated: isoOf(c.lastUpdated),
  score: c.score,
  similarity: c.similarity,
  freshness: c.freshness,
  legs: c.legs.map(({ leg, rank, score }) => ({ leg: wordOf(SearchMode, leg), rank, score })),
  exact_tokens: c.exactTokens,
});

export const plainPassage = (p: Passage) => ({
  text: p.text,
  citation: plainCitation(p.citation!),
  estimated_tokens: p.estimatedTokens,
  duplicates: p.duplicates.map(plainCitation),
  cut: p.cut,
  untrusted: p.untrusted,
});

/** "Pricing and plans › Refunds (document 0f3a…, version 1, product_docs, 2026-01-31)" and how it was found. */
export const citationLines = (c: Citation): ReadonlyArray<string> => {
  const kind = c.documentId === "" ? `content ${c.contentId}` : `document ${c.documentId}`;
  const facts = [kind, `version ${c.version}`, categoryOf(c.category), clockOf(c.lastUpdated)?.slice(0, 10)].filter(Boolean).join(", ");
  const legs = c.legs.map(({ leg, rank }) => `${wordOf(SearchMode, leg)} ${rank}`).join(", ");
  const exact = c.exactTokens.length === 0 ? "" : `, exactly ${c.exactTokens.map((token) => oneLine(token)).join(", ")}`;
  const path = [c.title, ...c.headingPath.filter((heading) => heading !== c.title)].filter(Boolean).join(" › ");
  return [
    `${path || c.uri || "untitled"} (${facts})`,
    `score ${c.score.toFixed(3)}: similarity ${c.similarity.toFixed(3)}, freshness ${c.freshness.toFixed(2)}; found by ${legs}${exact}`,
  ];
};
