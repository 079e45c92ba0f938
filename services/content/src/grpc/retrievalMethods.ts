import { type Method, method } from "@marketing/shared/grpc/method";
import { list, number, optional, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { Schema } from "effect";
import { knowledgeViewName } from "../knowledge/knowledgeView.ts";
import { retrieve } from "../retrieval/retrieve.ts";
import { queryOf } from "../search/legs.ts";
import { anyOrNull, contentType, withRules } from "./fields.ts";
import { indexMessage, passageMessage } from "./knowledgeMessages.ts";
import { anyOrNone, knowledgeFilterFields } from "./knowledgeMethods.ts";
import { termsOf } from "./searchMethods.ts";

/** Words of a question; each is looked for by itself. */
const mostTerms = 100;

const statusRules = (raw: Record<string, unknown>) =>
  (raw.contentId === "") === (raw.documentId === "")
    ? [{ field: "content_id", description: "exactly one of content_id and document_id is required" }]
    : [];

const readStatus = withRules(Schema.Struct({ contentId: optional(uuid), documentId: optional(uuid), ...queryFields }), statusRules);

export const retrievalMethods = (pool: Pool, vectors: VectorIndex): Record<string, Method> => ({
  retrieveKnowledge: method({
    scope: "content:read",
    request: Schema.Struct({
      query: text(1_000),
      k: number({ min: 0, max: 50 }),
      ...knowledgeFilterFields,
      contentTypes: list(contentType, 5),
      minScore: optional(number({ min: 0, max: 1 })),
      tokenBudget: number({ min: 0, max: 100_000 }),
      halfLifeDays: optional(number({ min: 0.001, max: 100_000 })),
      ...queryFields,
    }),
    handle: async (ctx, r) => {
      // a question has no syntax but quotes: what looks like "without" is a word, too
      const terms = termsOf(r.query, mostTerms).map((t) => ({ ...t, neg: false }));
      const { passages, found, degraded } = await retrieve(pool, vectors, ctx, {
        query: queryOf(r.query, terms),
        filter: {
          kind: null,
          source: anyOrNull(r.source),
          category: anyOrNull(r.category),
          tags: anyOrNone(r.tags),
          content_types: anyOrNone(r.contentTypes),
          language: r.language,
          updated_from: r.updatedFrom?.toISOString() ?? null,
        },
        k: r.k === 0 ? 10 : r.k,
        minScore: r.minScore ?? 0,
        tokenBudget: r.tokenBudget === 0 ? 4_000 : r.tokenBudget,
        halfLifeDays: r.halfLifeDays ?? 90,
        minPosition: r.minPosition,
        now: Date.now(),
      });
      return {
        passages: passages.map(passageMessage),
        estimatedTokens: passages.reduce((sum, p) => sum + p.tokens, 0),
        found,
        degraded: degraded !== "",
        degradedReason: degraded,
      };
    },
  }),

  getIndexStatus: method({
    scope: "content:read",
    decode: readStatus,
    handle: async (ctx, r) => {
      await waitForPosition(pool, knowledgeViewName, r.minPosition, ctx.deadline);
      return indexMessage(await vectors.status(ctx.tenantId, (r.contentId ?? r.documentId)!));
    },
  }),
});
