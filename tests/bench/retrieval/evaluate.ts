import { uuidv5 } from "@marketing/shared/base/ids";
import { inParallel } from "../load.ts";
import type { Servers } from "../servers.ts";
import { type LargeContent, largeContent } from "./large.ts";
import { type Quality, qualityOf } from "./metrics.ts";
import { type Kind, kinds, type LabelledQuery, readDocuments, readNowhere, readQueries, type Split, splits } from "./set.ts";
import { openWorld, type World } from "./world.ts";

export const modes = ["TEXT", "SEMANTIC", "HYBRID", "RETRIEVE"] as const;
export type Mode = (typeof modes)[number];

export interface ModeOutcome {
  readonly mode: Mode;
  readonly overall: Readonly<Record<Split, Quality>>;
  readonly byKind: Readonly<Record<Split, Readonly<Record<Kind, Quality>>>>;
  /** Milliseconds of a call, one at a time. */
  readonly latency: { readonly p50: number; readonly p95: number };
}
/** What HYBRID has over the better of its two legs; below 1 it would have been better to leave one of them away. */
export interface Advantage {
  readonly split: Split;
  readonly what: "nDCG@10" | "recall@10";
  readonly ratio: number;
}
/** What is found for words that stand nowhere. */
export interface Chance {
  readonly asked: number;
  /** For so many of them something is found all the same. */
  readonly found: number;
  /** Of the most similar document to each, ascending. */
  readonly similarities: ReadonlyArray<number>;
}
export interface Evaluation {
  readonly embedder: string;
  readonly chance: Chance;
  readonly large: LargeContent;
  readonly documents: number;
  readonly queries: number;
  /** From the first call to the last document being found. */
  readonly ingestSeconds: number;
  readonly modes: ReadonlyArray<ModeOutcome>;
  readonly advantages: ReadonlyArray<Advantage>;
}

const namespace = "5b0b8f8e-6d0c-4a3e-9b57-2f6f4f1d7a10";

/** Puts every document as published content. Resolves to the documents' ids by content id, and the log's position. */
const ingest = async ({ content }: World): Promise<{ readonly names: ReadonlyMap<string, string>; readonly position: number }> => {
  const names = new Map<string, string>();
  let last = 0;
  await content.call("SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: false });
  await inParallel(readDocuments(), 8, async ({ id, title, text }) => {
    const contentId = uuidv5(id, namespace); // ties are broken by id: the same in every run
    names.set(contentId, id);
    await content.call("CreateContent", { contentId, contentType: "CONTENT_TYPE_BLOG", title, content: text, generatedBy: "bench" });
    const { position } = await content.call<{ position: string }>("Publish", { contentId });
    last = Math.max(last, Number(position));
  });
  return { names, position: last };
};

interface SearchAnswer {
  readonly hits: ReadonlyArray<{ readonly content: { readonly contentId: string } }>;
}
interface RetrieveAnswer {
  readonly passages: ReadonlyArray<{ readonly citation: { readonly contentId: string } }>;
}

/** Content ids, best first. */
const ask = async ({ content, knowledge }: World, mode: Mode, query: string, minPosition?: number): Promise<ReadonlyArray<string>> => {
  const position = minPosition === undefined ? {} : { minPosition };
  if (mode === "RETRIEVE") {
    const answer = await knowledge.call<RetrieveAnswer>("RetrieveKnowledge", { query, k: 10, tokenBudget: 20_000, ...position });
    return answer.passages.map((p) => p.citation.contentId);
  }
  const request = { query, mode: `SEARCH_MODE_${mode}`, publishedOnly: true, pageSize: 10, ...position };
  return (await content.call<SearchAnswer>("SearchContent", request)).hits.map((h) => h.content.contentId);
};

interface SimilarAnswer {
  readonly hits: ReadonlyArray<{ readonly rank: number }>;
}

const chanceIn = async ({ content }: World): Promise<Chance> => {
  const best = async (query: string, minScore?: number): Promise<number | undefined> => {
    const request = { query, mode: "SEARCH_MODE_SEMANTIC", pageSize: 1, ...(minScore === undefined ? {} : { minScore }) };
    return (await content.call<SimilarAnswer>("SearchContent", request)).hits[0]?.rank;
  };
  const similarities: number[] = [];
  let found = 0;
  for (const word of readNowhere()) {
    if ((await best(word)) !== undefined) found += 1;
    similarities.push((await best(word, 0)) ?? 0);
  }
  return { asked: similarities.length, found, similarities: similarities.sort((a, b) => a - b) };
};

const outcomeOf = (mode: Mode, results: ReadonlyArray<LabelledQuery & { found: ReadonlyArray<string>; ms: number }>): ModeOutcome => {
  const each = <K extends string, A>(keys: ReadonlyArray<K>, of: (key: K) => A): Record<K, A> =>
    Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, A>;
  const sorted = results.map((r) => r.ms).sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.floor(q * sorted.length)] ?? Number.NaN;
  const half = (split: Split) => results.filter((r) => r.split === split);
  return {
    mode,
    overall: each(splits, (split) => qualityOf(half(split))),
    byKind: each(splits, (split) => each(kinds, (kind) => qualityOf(half(split).filter((r) => r.kind === kind)))),
    latency: { p50: at(0.5), p95: at(0.95) },
  };
};

/** HYBRID against the better leg of each figure. */
export const advantagesOf = (outcomes: ReadonlyArray<ModeOutcome>): ReadonlyArray<Advantage> => {
  const figure = (mode: Mode, split: Split, of: keyof Quality): number => outcomes.find((o) => o.mode === mode)!.overall[split][of];
  return splits.flatMap((split) =>
    (["ndcg", "recall"] as const).map((of) => ({
      split,
      what: of === "ndcg" ? ("nDCG@10" as const) : ("recall@10" as const),
      ratio: figure("HYBRID", split, of) / Math.max(figure("TEXT", split, of), figure("SEMANTIC", split, of)),
    })),
  );
};

/** A new content service and vector server; the whole set in it; every query in every mode, one at a time. */
export const evaluate = async (servers: Servers, embedder: string): Promise<Evaluation> => {
  const world = await openWorld(servers, embedder);
  try {
    const start = performance.now();
    const { names, position } = await ingest(world);
    await ask(world, "HYBRID", "warm-up", position);
    const ingestSeconds = (performance.now() - start) / 1_000;
    const queries = readQueries();
    const results = new Map(modes.map((mode) => [mode, [] as Array<LabelledQuery & { found: ReadonlyArray<string>; ms: number }>]));
    for (const query of queries)
      for (const [mode, all] of results) {
        const before = performance.now();
        const found = await ask(world, mode, query.text);
        all.push({ ...query, ms: performance.now() - before, found: found.map((id) => names.get(id) ?? id) });
      }
    const outcomes = [...results].map(([mode, all]) => outcomeOf(mode, all));
    const chance = await chanceIn(world);
    return {
      embedder,
      chance,
      large: await largeContent(world.content, world.knowledge),
      documents: names.size,
      queries: queries.length,
      ingestSeconds,
      modes: outcomes,
      advantages: advantagesOf(outcomes),
    };
  } finally {
    await world.close();
  }
};
