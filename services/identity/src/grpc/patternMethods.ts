import { notFound, RpcError } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { type Method, method } from "@marketing/shared/grpc/method";
import { list, number, oneOf, optional, queryFields, text, timestamp } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { VectorFilter } from "@marketing/shared/vectors/vectorStore";
import { Schema } from "effect";
import { nextActions } from "../pattern/nextActions.ts";
import { patternTypes } from "../pattern/pattern.ts";
import { commonness, findPatterns, type PatternRow } from "../pattern/patternQueries.ts";
import { patternItemId } from "../pattern/patternView.ts";
import { sharedActions } from "../pattern/recommend.ts";
import { similarPeople } from "../pattern/similarPeople.ts";
import { mergedIds } from "../user/person.ts";
import { findPerson } from "../user/userQueries.ts";
import type { Person } from "../user/userRow.ts";
import { idOf } from "./caller.ts";
import { anId, given, segment, withRules } from "./fields.ts";
import { patternMessage, recommendationMessage, similarMessage, statusMessage } from "./patternMessages.ts";

const scope = "identity:read";
const one = (names: ReadonlyArray<string>, fields: string) => (raw: Record<string, unknown>) =>
  given(raw, names) === 1 ? [] : [{ field: "user_id", description: `exactly one of ${fields} is required` }];
const aPerson = one(["userId", "anonymousId"], "user_id, anonymous_id");
const share = number({ min: 0, max: 1 });

const readPattern = withRules(Schema.Struct({ userId: anId, anonymousId: anId, ...queryFields }), aPerson);
const readSimilar = withRules(
  Schema.Struct({
    userId: anId,
    anonymousId: anId,
    pattern: optional(text(4_000)),
    k: number({ min: 0, max: 100 }),
    segments: list(segment, 50),
    patternTypes: list(oneOf("PATTERN_TYPE", patternTypes), patternTypes.length),
    minConversionRate: optional(share),
    minFrequency: optional(number({ min: 0, max: 7 })),
    activeSince: optional(timestamp),
    minScore: optional(number({ min: -1, max: 1 })),
    ...queryFields,
  }),
  one(["userId", "anonymousId", "pattern"], "user_id, anonymous_id, pattern"),
);
const readRecommend = withRules(
  Schema.Struct({ userId: anId, anonymousId: anId, k: number({ min: 0, max: 50 }), ...queryFields }),
  aPerson,
);

const filterOf = (r: ReturnType<typeof readSimilar>): VectorFilter => ({
  ...(r.segments.length > 0 ? { segment: { $in: r.segments } } : {}),
  ...(r.patternTypes.length > 0 ? { pattern_type: { $in: r.patternTypes } } : {}),
  ...(r.minConversionRate === null ? {} : { conversion_rate: { $gte: r.minConversionRate } }),
  ...(r.minFrequency === null ? {} : { frequency: { $gte: r.minFrequency } }),
  ...(r.activeSince === null ? {} : { last_active: { $gte: r.activeSince.getTime() / 1_000 } }),
});
const filtered = (filter: VectorFilter) => (Object.keys(filter).length === 0 ? {} : { filter });

/** Whether a text names what was done: "view /pricing" by its page, anything else by its name. */
const namedIn = (words: string, action: string): boolean => {
  const name = action.replace(/^view\b ?/, "");
  return name.length > 1 && words.toLowerCase().includes(name);
};
const idsOf = ({ state }: Person): readonly [string, ...string[]] => [state.userId, ...mergedIds(state)];

interface Asked {
  readonly userId: string | null;
  readonly anonymousId?: string | null;
}

export const patternMethods = (options: { log: EventLog; pool: Pool; vectors: VectorIndex }): Record<string, Method> => {
  const { log, pool, vectors } = options;

  /** Patterns follow the log by a policy of their own: what it had appended when it was there has to be in the table. Returns what to wait for in the index. */
  const settled = async (ctx: CallContext, minPosition: number | null): Promise<number | null> => {
    if (!minPosition) return null;
    await waitForPosition(pool, "patterns", minPosition, ctx.deadline);
    const head = await log.head();
    await waitForPosition(pool, "user_patterns", head, ctx.deadline);
    return head;
  };
  const personOf = async (ctx: CallContext, r: Asked): Promise<Person> => {
    const person = await findPerson(pool, ctx.tenantId, idOf(ctx.tenantId, r));
    if (!person) throw notFound("USER_NOT_FOUND", "no such user");
    return person;
  };
  const patternsOf = (ctx: CallContext, ids: ReadonlyArray<string>) =>
    withTenant(pool, ctx.tenantId, (client) => findPatterns(client, ctx.tenantId, ids));

  const whyOf = (mine: PatternRow | null, words: string, theirs: PatternRow, shared: ReadonlyArray<string>): ReadonlyArray<string> => [
    ...shared.map((action) => (action.startsWith("view") ? `both ${action}` : `both did ${action}`)),
    ...((mine ? mine.pattern_type === theirs.pattern_type : words.includes(theirs.pattern_type))
      ? [`both are ${theirs.pattern_type}`]
      : []),
  ];

  return {
    getBehaviorPattern: method({
      scope,
      decode: readPattern,
      handle: async (ctx, r) => {
        await settled(ctx, r.minPosition);
        const { userId } = (await personOf(ctx, r)).state;
        const pattern = (await patternsOf(ctx, [userId])).get(userId);
        const indexStatus = await vectors.status(ctx.tenantId, userId).then(statusMessage, (error: unknown) => {
          if (!(error instanceof RpcError)) throw error;
          return {
            state: "PATTERN_INDEX_STATE_UNSPECIFIED",
            wantedPosition: pattern?.position ?? 0,
            indexedPosition: 0,
            model: "",
            error: error.message,
          };
        });
        return { pattern: pattern ? patternMessage(pattern) : null, indexStatus };
      },
    }),

    findSimilarUsers: method({
      scope,
      decode: readSimilar,
      handle: async (ctx, r) => {
        const minPosition = await settled(ctx, r.minPosition);
        const person = r.pattern === null ? await personOf(ctx, r) : null;
        const mine = person ? ((await patternsOf(ctx, [person.state.userId])).get(person.state.userId) ?? null) : null;
        const words = mine?.description ?? r.pattern;
        if (words === null) return { users: [], indexedPosition: 0 };
        const { people, indexedPosition } = await similarPeople(options, {
          tenantId: ctx.tenantId,
          by: mine ? { itemId: patternItemId(mine.user_id) } : { text: words },
          k: r.k === 0 ? 10 : r.k,
          except: person ? idsOf(person) : [],
          minScore: r.minScore ?? -1,
          ...filtered(filterOf(r)),
          minPosition,
          deadline: ctx.deadline,
        });
        const actions = mine?.actions ?? people.flatMap((p) => p.pattern.actions.filter((a) => namedIn(words, a)));
        const base = await withTenant(pool, ctx.tenantId, (client) => commonness(client, ctx.tenantId, actions));
        return {
          users: people.map(({ pattern, score }) =>
            similarMessage(pattern, score, whyOf(mine, words, pattern, sharedActions(actions, pattern.actions, base))),
          ),
          indexedPosition,
        };
      },
    }),

    getRecommendations: method({
      scope,
      decode: readRecommend,
      handle: async (ctx, r) => {
        const minPosition = await settled(ctx, r.minPosition);
        const ids = idsOf(await personOf(ctx, r));
        const { tenantId, deadline } = ctx;
        const next = await nextActions(options, { tenantId, ids, k: r.k === 0 ? 5 : r.k, minPosition, deadline });
        return {
          recommendations: next.found.map(recommendationMessage),
          basis: `RECOMMENDATION_BASIS_${next.basis.toUpperCase()}`,
          basisReason: next.reason,
          recentActions: next.recent,
          indexedPosition: next.indexedPosition,
        };
      },
    }),
  };
};
