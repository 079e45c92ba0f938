import { randomBytes } from "node:crypto";
import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import type { Violation } from "@marketing/shared/base/errors";
import { unary } from "@marketing/shared/grpc/rpc";
import { list, number, optional, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { contentType } from "../content/requests.ts";
import { filledOrNull, knowledgeFilterFields } from "../knowledge/requests.ts";
import { knowledge } from "../knowledge/view.ts";
import { queryOf } from "../search/knowledgeQuery.ts";
import { belowFloorFields } from "../search/messages.ts";
import { readTerms } from "../search/websearch.ts";
import { indexStatusMessage, passageMessage } from "./messages.ts";
import { retrieve } from "./retrieve.ts";

/** Stands in none of the texts, and nobody who wrote one could know it. */
const boundaryOf = (texts: ReadonlyArray<string>): string => {
  for (;;) {
    const boundary = `untrusted-${randomBytes(12).toString("hex")}`;
    if (!texts.some((t) => t.includes(boundary))) return boundary;
  }
};

/** Words of a question; each is looked for by itself. */
const maxTerms = 100;

const oneEntityRules = (raw: { readonly contentId: string; readonly documentId: string }): ReadonlyArray<Violation> =>
  (raw.contentId === "") === (raw.documentId === "")
    ? [{ field: "content_id", description: "exactly one of content_id and document_id is required" }]
    : [];

export const retrievalQueryRpcs = (pool: Pool, vectors: VectorIndex) => ({
  retrieveKnowledge: unary(KnowledgeService.method.retrieveKnowledge, {
    scope: "content:read",
    request: {
      query: text(1_000),
      k: number({ min: 0, max: 50 }),
      ...knowledgeFilterFields,
      contentTypes: list(contentType, 5),
      minScore: optional(number({ min: 0, max: 1 })),
      tokenBudget: number({ min: 0, max: 100_000 }),
      halfLifeDays: optional(number({ min: 0.001, max: 100_000 })),
      ...queryFields,
    },
    handle: async (ctx, r) => {
      // quotes are all the syntax a question has: a hyphen before a word does not exclude it
      const terms = readTerms(r.query, maxTerms).map((t) => ({ ...t, neg: false }));
      const { passages, found, degraded, belowFloor } = await retrieve(pool, vectors, ctx, {
        query: queryOf(r.query, terms),
        filter: {
          kind: null,
          source: r.source,
          category: r.category,
          tags: filledOrNull(r.tags),
          content_types: filledOrNull(r.contentTypes),
          language: r.language,
          updated_from: r.updatedFrom?.toISOString() ?? null,
        },
        k: r.k === 0 ? 10 : r.k,
        minScore: r.minScore,
        tokenBudget: r.tokenBudget === 0 ? 4_000 : r.tokenBudget,
        halfLifeDays: r.halfLifeDays ?? 90,
        minPosition: r.minPosition,
        now: Date.now(),
      });
      return {
        passages: passages.map(passageMessage),
        estimatedTokens: passages.reduce((sum, p) => sum + p.tokens, 0),
        found,
        boundary: boundaryOf(passages.map((p) => p.text)),
        degraded: degraded !== "",
        degradedReason: degraded,
        ...belowFloorFields(belowFloor),
      };
    },
  }),

  getIndexStatus: unary(KnowledgeService.method.getIndexStatus, {
    scope: "content:read",
    request: { contentId: optional(uuid), documentId: optional(uuid), ...queryFields },
    rules: oneEntityRules,
    handle: async (ctx, r) => {
      await waitForPosition(pool, knowledge.name, r.minPosition, ctx.deadline);
      return indexStatusMessage(await vectors.status(ctx.tenantId, (r.contentId ?? r.documentId)!));
    },
  }),
});
