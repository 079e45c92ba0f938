import { PatternService, PatternTypeSchema, RecommendationBasisSchema } from "@marketing/protos/identity/v1/pattern_service";
import { RpcError } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { enumName, enumOf, list, number, optional, queryFields, text, timestamp } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { optionalPersonId, segmentName } from "../grpc/fields.ts";
import { byUserOrAnonymousId, exactlyOne, idOf } from "../grpc/userReference.ts";
import { allIds } from "../user/effective.ts";
import { getCanonicalUser } from "../user/queries.ts";
import { findSimilar } from "./findSimilar.ts";
import { patternMessage, recommendationMessage, similarMessage, statusMessage, unknownStatus } from "./messages.ts";
import { nextActions } from "./nextActions.ts";
import { patternTypes } from "./pattern.ts";
import { patternPolicyName } from "./policy.ts";
import { findPatterns, type PatternRow } from "./queries.ts";
import { patternView } from "./view.ts";

const scope = "identity:read";
const rpc = PatternService.method;
const person = { userId: optionalPersonId, anonymousId: optionalPersonId };

export const patternQueryRpcs = (options: { readonly log: EventLog; readonly pool: Pool; readonly vectors: VectorIndex }) => {
  const { log, pool, vectors } = options;

  /**
   * Patterns follow the log by a policy of their own: what it had appended when it reached the position has to be in the table. Returns the
   * position to wait for in the index.
   */
  const waitForPatterns = async ({ deadline }: CallContext, minPosition: number | null): Promise<number | null> => {
    if (!minPosition) return null;
    await waitForPosition(pool, patternPolicyName, minPosition, deadline);
    const head = await log.head();
    await waitForPosition(pool, patternView.name, head, deadline);
    return head;
  };
  const patternFor = async ({ tenantId }: CallContext, userId: string): Promise<PatternRow | null> =>
    (await withTenant(pool, tenantId, (client) => findPatterns(client, tenantId, [userId]))).get(userId) ?? null;

  return {
    getBehaviorPattern: unary(rpc.getBehaviorPattern, {
      scope,
      request: { ...person, ...queryFields },
      rules: byUserOrAnonymousId,
      handle: async (ctx, r) => {
        await waitForPatterns(ctx, r.minPosition);
        const { userId } = (await getCanonicalUser(pool, ctx.tenantId, idOf(ctx.tenantId, r))).state;
        const pattern = await patternFor(ctx, userId);
        const indexStatus = await vectors.status(ctx.tenantId, userId).then(statusMessage, (error: unknown) => {
          if (!(error instanceof RpcError)) throw error;
          return unknownStatus(pattern?.position ?? 0, error.message);
        });
        return { pattern: pattern ? patternMessage(pattern) : null, indexStatus };
      },
    }),

    findSimilarUsers: unary(rpc.findSimilarUsers, {
      scope,
      request: {
        ...person,
        pattern: optional(text(4_000)),
        k: number({ min: 0, max: 100 }),
        segments: list(segmentName, 50),
        patternTypes: list(enumOf(PatternTypeSchema, patternTypes), patternTypes.length),
        minConversionRate: optional(number({ min: 0, max: 1 })),
        minFrequency: optional(number({ min: 0, max: 7 })),
        activeSince: optional(timestamp),
        minScore: optional(number({ min: -1, max: 1 })),
        ...queryFields,
      },
      rules: exactlyOne({ userId: "user_id", anonymousId: "anonymous_id", pattern: "pattern" }),
      handle: async (ctx, r) => {
        const minPosition = await waitForPatterns(ctx, r.minPosition);
        const { tenantId, deadline } = ctx;
        const user = r.pattern === null ? (await getCanonicalUser(pool, tenantId, idOf(tenantId, r))).state : null;
        const like = user ? await patternFor(ctx, user.userId) : r.pattern;
        if (like === null) return { users: [], indexedPosition: 0 };
        const { users, indexedPosition } = await findSimilar(options, {
          tenantId,
          like,
          k: r.k === 0 ? 10 : r.k,
          except: user ? allIds(user) : [],
          minScore: r.minScore ?? -1,
          filter: r,
          minPosition,
          deadline,
        });
        return { users: users.map(similarMessage), indexedPosition };
      },
    }),

    getRecommendations: unary(rpc.getRecommendations, {
      scope,
      request: { ...person, k: number({ min: 0, max: 50 }), ...queryFields },
      rules: byUserOrAnonymousId,
      handle: async (ctx, r) => {
        const minPosition = await waitForPatterns(ctx, r.minPosition);
        const { tenantId, deadline } = ctx;
        const ids = allIds((await getCanonicalUser(pool, tenantId, idOf(tenantId, r))).state);
        const next = await nextActions(options, { tenantId, ids, k: r.k === 0 ? 5 : r.k, minPosition, deadline });
        return {
          recommendations: next.found.map(recommendationMessage),
          basis: enumName(RecommendationBasisSchema, next.basis),
          basisReason: next.reason,
          recentActions: next.recent,
          indexedPosition: next.indexedPosition,
        };
      },
    }),
  };
};
