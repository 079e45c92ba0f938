import { isConversion } from "./conversion.ts";

// The rules and formulas are those of Recommendation in pattern_service.proto.

export const similarLimits = { people: 100, leastSimilarity: 0.2, leastPeople: 3, recent: 5 };

export interface Similar {
  readonly userId: string;
  /** 0..1 */
  readonly similarity: number;
  /** In the order they were first done. */
  readonly actions: ReadonlyArray<string>;
}

export interface Recommended {
  readonly action: string;
  readonly conversion: boolean;
  readonly score: number;
  readonly lift: number;
  readonly tookIt: number;
  readonly considered: number;
  readonly confidence: number;
  readonly evidence: ReadonlyArray<string>;
  readonly userIds: ReadonlyArray<string>;
}

/** How many people of the tenant did what, of `everybody` who has a pattern. */
export interface ActionCounts {
  readonly everybody: number;
  readonly byAction: ReadonlyMap<string, number>;
}

/** Lower bound of the Wilson score interval of k out of n at 95 %. */
export const wilson = (k: number, n: number, z = 1.96): number => {
  if (n === 0) return 0;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (centre - spread) / (1 + (z * z) / n));
};

interface Placed extends Similar {
  /** The latest of the person's recent actions that they took too: where the person is now, they had been. */
  readonly place: string;
  /** What they first did from then on. */
  readonly after: ReadonlyArray<string>;
}

/** Those who converted and had been where the person is now. `recent`: the person's actions, latest first. */
export const placed = (people: ReadonlyArray<Similar>, recent: ReadonlyArray<string>): ReadonlyArray<Placed> =>
  people.flatMap((p) => {
    if (p.similarity < similarLimits.leastSimilarity || !p.actions.some(isConversion)) return [];
    const place = recent.find((action) => p.actions.includes(action));
    return place === undefined ? [] : [{ ...p, place, after: p.actions.slice(p.actions.indexOf(place) + 1) }];
  });

const rank = (r: Recommended): number => r.score * Math.log(1 + r.lift);

/** `done`: never recommended. Best first. */
export const fromSimilar = (
  considered: ReadonlyArray<Placed>,
  done: ReadonlySet<string>,
  counts: ActionCounts,
  k: number,
): ReadonlyArray<Recommended> => {
  const weight = considered.reduce((sum, p) => sum + p.similarity, 0);
  const takers = new Map<string, Placed[]>();
  for (const p of considered) for (const action of p.after) if (!done.has(action)) takers.set(action, [...(takers.get(action) ?? []), p]);
  return [...takers]
    .map(([action, took]): Recommended => {
      const score = took.reduce((sum, p) => sum + p.similarity, 0) / weight;
      const share = (counts.byAction.get(action) ?? took.length) / Math.max(counts.everybody, considered.length);
      const best = [...took].sort((a, b) => b.similarity - a.similarity || (a.userId < b.userId ? -1 : 1));
      const places = [...Map.groupBy(took, (p) => p.place)].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
      return {
        action,
        conversion: isConversion(action),
        score,
        lift: score / share,
        tookIt: took.length,
        considered: considered.length,
        confidence: wilson(took.length, considered.length),
        evidence: [
          `${took.length} of ${considered.length} similar people who converted did it after they had been where this person is`,
          ...places.slice(0, 2).map(([place, them]) => `${them.length} of them after: ${place}`),
        ],
        userIds: best.slice(0, 3).map((p) => p.userId),
      };
    })
    .sort((a, b) => rank(b) - rank(a) || (a.action < b.action ? -1 : 1))
    .slice(0, k);
};

/** The most common conversions, where there are too few similar people to go by. */
export const fromPopular = (counts: ActionCounts, done: ReadonlySet<string>, k: number): ReadonlyArray<Recommended> =>
  [...counts.byAction]
    .filter(([action, people]) => !done.has(action) && people > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, k)
    .map(([action, people]) => ({
      action,
      conversion: isConversion(action),
      score: people / counts.everybody,
      lift: 1,
      tookIt: people,
      considered: counts.everybody,
      confidence: wilson(people, counts.everybody),
      evidence: [`${people} of ${counts.everybody} people did it: one of the most common conversions`],
      userIds: [],
    }));

const mostReasons = 8;

/** What two people have in common, rarest in the tenant first. */
export const sharedActions = (own: ReadonlyArray<string>, theirs: ReadonlyArray<string>, counts: ActionCounts): ReadonlyArray<string> => {
  const done = new Set(own);
  const rarity = (action: string) => counts.byAction.get(action) ?? 0;
  return theirs
    .filter((a) => done.has(a))
    .sort((a, b) => rarity(a) - rarity(b) || (a < b ? -1 : 1))
    .slice(0, mostReasons);
};
