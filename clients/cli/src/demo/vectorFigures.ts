import type { MarketingClient } from "@marketing/client";
import { RpcError } from "@marketing/client/rpcError";
import { SearchMode } from "@marketing/protos/content/v1/content_service";
import { PatternType, RecommendationBasis } from "@marketing/protos/identity/v1/pattern_service";
import { isoOf, wordOf } from "../api.ts";
import { plainPassage } from "../commands/knowledgeRows.ts";
import { plainRecommendation, whoOf } from "../commands/patternRows.ts";
import { plainOutlook, plainSimilar } from "../commands/similarCampaigns.ts";
import { vectorStatus } from "../commands/vectors.ts";
import type { Connection } from "../connection.ts";
import { withRetry } from "../import/retry.ts";
import { campaigns } from "../simulate/library.ts";
import type { Lag } from "./settled.ts";

const questions = [
  "What does a seat of the Business plan cost?",
  "How do I get my money back after cancelling?",
  "What does HL-4021 mean?",
  "How much does Tallyport charge?",
  "What should a board deck contain?",
] as const;

/** The index follows the log by itself; while it is behind, or a service is away. */
const patience = 120_000;

const failedPrecondition = 9;
/** Null where the platform runs without a vector store. */
const unlessOff = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return (await withRetry(ask, { patience })).value;
  } catch (error) {
    if (error instanceof RpcError && error.code === failedPrecondition && error.reason === "VECTORS_NOT_CONFIGURED") return null;
    throw error;
  }
};

const indexFigures = async ({ platform, services }: Connection) => {
  const found = await Promise.all(services.map(async (service) => ({ service, status: await vectorStatus(platform.operations(service)) })));
  return found.flatMap(({ service, status }) => {
    const live = status?.generations.find(({ state }) => state === "live");
    if (status === null || live === undefined) return [];
    const { index, dimensions } = status;
    return [
      {
        service,
        index,
        model: live.model,
        dimensions,
        things: Number(live.synced),
        vectors: Number(live.vectors),
        failed: Number(live.failed),
      },
    ];
  });
};

/** What is cited for a question, best first. Without the scores: they weigh in how old things are now. */
const answerFigures = async ({ knowledge }: MarketingClient, question: string) => {
  const { passages, degraded } = await knowledge.retrieveKnowledge({ query: question, k: 3, tokenBudget: 600 });
  const cited = passages.map((passage) => {
    const { text, citation } = plainPassage(passage);
    const { score: _, freshness: __, similarity, ...rest } = citation;
    return { ...rest, similarity: Math.round(similarity * 1e4) / 1e4, text };
  });
  return { question, degraded, cited };
};

const similarPeople = async ({ pattern }: MarketingClient, userId: string) => {
  const { users } = await pattern.findSimilarUsers({ userId, k: 5 });
  return users.map((u) => ({
    user_id: u.userId,
    who: whoOf(u),
    score: u.score,
    pattern_type: wordOf(PatternType, u.patternType),
    conversion_rate: u.conversionRate,
    last_active: isoOf(u.lastActive),
    why: u.why,
  }));
};

/** What to suggest to somebody who is on trial: of those, the first by their own id who have something to be told. */
const recommendations = async ({ pattern, identity }: MarketingClient, candidates: ReadonlyArray<string>) => {
  for (const externalId of candidates) {
    const { recommendations: found, basis, recentActions } = await pattern.getRecommendations({ userId: externalId, k: 5 });
    if (basis !== RecommendationBasis.SIMILAR) continue;
    const { userId, email } = (await identity.getUser({ userId: externalId })).user!;
    return {
      ...{ user_id: userId, external_id: externalId, email, recent_actions: recentActions },
      next: found.map(plainRecommendation).map(({ similar_user_ids: _, evidence: __, ...rest }) => rest),
    };
  }
  return null;
};

const planned = campaigns.find(({ starts }) => !starts)!;

const similarCampaigns = async ({ campaign }: MarketingClient) => {
  const { campaigns: found, outlook } = await campaign.findSimilarCampaigns({ campaignId: planned.campaignId, k: 3 });
  return {
    campaign_id: planned.campaignId,
    name: planned.name,
    similar: found.map(plainSimilar),
    outlook: outlook === undefined ? null : plainOutlook(outlook),
  };
};

export interface VectorAsk {
  /** Where the logs stood: the indexes are asked when they have it all. */
  readonly lags: ReadonlyArray<Lag>;
  /** User id of whom others are like; null = nobody. */
  readonly buyer: string | null;
  /** Own ids of people on trial. */
  readonly trials: ReadonlyArray<string>;
}

/** What the vector indexes answer; null where the platform has no vector store, and each part for what does not run. */
export const vectorFigures = async (connection: Connection, { lags, buyer, trials }: VectorAsk) => {
  const { client } = connection;
  const runs = (service: string) => client.services.some((name) => name === service);
  const minPosition = (service: string) => BigInt(lags.find((lag) => lag.service === service)!.head);
  const waits = [
    ...(runs("identity") ? [() => client.pattern.findSimilarUsers({ pattern: "buyer", k: 1, minPosition: minPosition("identity") })] : []),
    ...(runs("campaign")
      ? [() => client.campaign.findSimilarCampaigns({ plan: { text: "a plan" }, k: 1, minPosition: minPosition("campaign") })]
      : []),
    ...(runs("content")
      ? [
          () =>
            client.content.searchContent({
              query: "numbers",
              mode: SearchMode.SEMANTIC,
              pageSize: 1,
              minPosition: minPosition("content"),
            }),
        ]
      : []),
  ];
  const ready = await Promise.all(waits.map((ask) => unlessOff<unknown>(ask)));
  if (ready.some((answer) => answer === null)) return null;
  const [indexes, answers, people, suggested, past] = await Promise.all([
    indexFigures(connection),
    runs("content") ? Promise.all(questions.map((question) => answerFigures(client, question))) : null,
    runs("identity") && buyer !== null ? similarPeople(client, buyer) : null,
    runs("identity") ? recommendations(client, trials) : null,
    runs("campaign") ? similarCampaigns(client) : null,
  ]);
  return { indexes, answers, similar_people: people, recommendations: suggested, similar_campaigns: past };
};

export type VectorFigures = Awaited<ReturnType<typeof vectorFigures>>;
