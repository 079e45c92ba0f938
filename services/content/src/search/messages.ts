import { type SearchHitSchema, type SearchLegSchema, SearchModeSchema } from "@marketing/protos/content/v1/content_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { contentMessage } from "../content/messages.ts";
import { toHtml } from "./highlight.ts";
import type { FoundContent } from "./hybridSearch.ts";
import type { RankedMatch } from "./knowledgeQuery.ts";
import type { Hit, TextHit } from "./textSearch.ts";
import type { BelowFloor } from "./vectorRetriever.ts";

/** Of both answers: why there is nothing in them. */
export const belowFloorFields = (belowFloor: BelowFloor | null) => ({
  emptyReason: belowFloor === null ? "" : "BELOW_MIN_SIMILARITY",
  bestSimilarity: belowFloor?.bestSimilarity ?? 0,
  minSimilarity: belowFloor?.minSimilarity ?? 0,
});

/** The contract calls what a retriever found a leg of the search. */
export const legMessage = ({ retriever, rank, score, terms, chunk }: RankedMatch): Outgoing<typeof SearchLegSchema> => ({
  leg: enumName(SearchModeSchema, retriever),
  rank,
  score,
  matchedTerms: terms,
  chunk,
});

const shown = (hit: Hit) => ({
  content: contentMessage(hit, {
    version: hit.found_version,
    title: hit.found_title,
    metadata: hit.found_metadata,
    language: hit.found_language,
  }),
  titleHighlight: toHtml(hit.title_marked ?? ""),
  highlight: toHtml(hit.passage ?? ""),
  chunk: hit.chunk ?? 0,
});

export const textHitMessage = (hit: TextHit): Outgoing<typeof SearchHitSchema> => ({
  ...shown(hit),
  rank: hit.found_rank,
  matched: "SEARCH_MODE_TEXT",
  legs: [],
  exactTokens: [],
});

export const hybridHitMessage = ({ score, matches, exactTokens }: FoundContent, hit: Hit): Outgoing<typeof SearchHitSchema> => ({
  ...shown(hit),
  rank: score,
  matched: enumName(SearchModeSchema, matches.length > 1 ? "hybrid" : matches[0]!.retriever),
  legs: matches.map(legMessage),
  exactTokens,
});
