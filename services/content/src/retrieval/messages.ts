import {
  type CitationSchema,
  type GetIndexStatusResponseSchema,
  IndexStateSchema,
  type PassageSchema,
} from "@marketing/protos/content/v1/knowledge_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EntityIndexStatus } from "@marketing/shared/vectors/vectorIndex";
import { linkOrNull } from "../knowledge/link.ts";
import { categoryName, sourceName } from "../knowledge/messages.ts";
import { legMessage } from "../search/messages.ts";
import type { Candidate } from "./candidate.ts";
import type { Passage } from "./passages.ts";

const citation = (best: Candidate, first = best, lastChunk = best.chunk): Outgoing<typeof CitationSchema> => ({
  documentId: best.kind === "document" ? best.entityId : "",
  contentId: best.kind === "content" ? best.entityId : "",
  version: best.version,
  title: best.title ?? "",
  uri: linkOrNull(best.uri) ?? "",
  firstChunk: first.chunk,
  lastChunk,
  headingPath: first.headings,
  source: sourceName(best.source),
  category: categoryName(best.category),
  tags: best.tags,
  lastUpdated: toTimestamp(new Date(best.lastUpdated)),
  score: best.score,
  similarity: best.similarity,
  freshness: best.freshness,
  legs: best.matches.map(legMessage),
  exactTokens: best.exactTokens,
});

export const passageMessage = ({ best, first, last, text, tokens, duplicates, cut }: Passage): Outgoing<typeof PassageSchema> => ({
  text,
  citation: citation(best, first, last),
  estimatedTokens: tokens,
  duplicates: duplicates.map((d) => citation(d)),
  cut,
  untrusted: true,
});

export const indexStatusMessage = (status: EntityIndexStatus): Outgoing<typeof GetIndexStatusResponseSchema> => ({
  ...status,
  state: enumName(IndexStateSchema, status.state),
});
