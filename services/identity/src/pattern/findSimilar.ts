import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { VectorFilter } from "@marketing/shared/vectors/vectorStore";
import type { UserState } from "../user/state.ts";
import type { PatternType } from "./pattern.ts";
import { countsOfActions, type PatternRow } from "./queries.ts";
import { sharedActions } from "./recommend.ts";
import { similarUsers } from "./similarUsers.ts";
import { patternItemId } from "./view.ts";

export interface SimilarFilter {
  readonly segments: ReadonlyArray<string>;
  readonly patternTypes: ReadonlyArray<PatternType>;
  readonly minConversionRate: number | null;
  readonly minFrequency: number | null;
  readonly activeSince: Date | null;
}

const vectorFilterOf = (f: SimilarFilter): VectorFilter => ({
  ...(f.segments.length > 0 ? { segment: { $in: f.segments } } : {}),
  ...(f.patternTypes.length > 0 ? { pattern_type: { $in: f.patternTypes } } : {}),
  ...(f.minConversionRate === null ? {} : { conversion_rate: { $gte: f.minConversionRate } }),
  ...(f.minFrequency === null ? {} : { frequency: { $gte: f.minFrequency } }),
  ...(f.activeSince === null ? {} : { last_active: { $gte: f.activeSince.getTime() / 1_000 } }),
});

/** Whether a text names what was done: "view /pricing" by its page, anything else by its name. */
const namesAction = (text: string, action: string): boolean => {
  const name = action.replace(/^view\b ?/, "");
  return name.length > 1 && text.toLowerCase().includes(name);
};

/** What makes somebody similar to a person's pattern, or to a text. */
const reasons = (like: PatternRow | string, theirs: PatternRow, shared: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...shared.map((action) => (action.startsWith("view") ? `both ${action}` : `both did ${action}`)),
  ...((typeof like === "string" ? like.includes(theirs.pattern_type) : like.pattern_type === theirs.pattern_type)
    ? [`both are ${theirs.pattern_type}`]
    : []),
];

export interface FoundSimilar {
  readonly user: UserState;
  readonly pattern: PatternRow;
  readonly score: number;
  readonly why: ReadonlyArray<string>;
}

/** Those whose behaviour is most like a person's pattern, or like what a text says, and why; best first. */
export const findSimilar = async (
  stores: { readonly pool: Pool; readonly vectors: VectorIndex },
  query: {
    readonly tenantId: string;
    readonly like: PatternRow | string;
    readonly k: number;
    readonly except: ReadonlyArray<string>;
    readonly minScore: number;
    readonly filter: SimilarFilter;
    readonly minPosition: number | null;
    readonly deadline: Date;
  },
): Promise<{ readonly users: ReadonlyArray<FoundSimilar>; readonly indexedPosition: number }> => {
  const { like, filter: wanted, ...rest } = query;
  const filter = vectorFilterOf(wanted);
  const { users, indexedPosition } = await similarUsers(stores, {
    ...rest,
    by: typeof like === "string" ? { text: like } : { itemId: patternItemId(like.user_id) },
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
  });
  const actions = typeof like === "string" ? users.flatMap((u) => u.pattern.actions.filter((a) => namesAction(like, a))) : like.actions;
  const counts = await withTenant(stores.pool, query.tenantId, (client) => countsOfActions(client, query.tenantId, actions));
  return {
    users: users.map(({ user, pattern, score }) => ({
      user,
      pattern,
      score,
      why: reasons(like, pattern, sharedActions(actions, pattern.actions, counts)),
    })),
    indexedPosition,
  };
};
