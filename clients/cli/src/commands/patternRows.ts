import type { MarketingClient } from "@marketing/client";
import { PatternType } from "@marketing/protos/identity/v1/pattern_service";
import { type Answered, clockOf, isoOf, wordOf } from "../api.ts";
import type { Listed } from "./show.ts";

type Api = MarketingClient["pattern"];
type SimilarUser = Answered<Api["findSimilarUsers"]>["users"][number];
type Recommendation = Answered<Api["getRecommendations"]>["recommendations"][number];

export const patternTypes = ["dormant", "loyal", "buyer", "bouncer", "researcher", "explorer"] as const;

/** As people know them, and as `marketing user` takes them. */
export const whoOf = (u: Pick<SimilarUser, "name" | "email" | "externalId" | "userId">): string =>
  [u.name, u.email || u.externalId || u.userId].filter((part) => part !== "").join(", ");

/** Whole reasons, as many as a line holds. */
export const inShort = (why: ReadonlyArray<string>, room = 100): string => {
  const kept = why.filter((_, i) => why.slice(0, i + 1).join("; ").length <= room);
  return kept.length === why.length ? why.join("; ") : `${kept.join("; ")} and ${why.length - kept.length} more`;
};

export const similarUsers: Listed<SimilarUser> = {
  none: "nobody behaves alike, or there is no pattern yet",
  columns: [
    { title: "who", max: 40 },
    { title: "alike", align: "right" },
    { title: "pattern" },
    { title: "segment", max: 24 },
    { title: "days a week", align: "right" },
    { title: "converts", align: "right" },
    { title: "last active" },
    { title: "because", max: 120 },
  ],
  row: (u) => [
    ...[whoOf(u), u.score.toFixed(3), wordOf(PatternType, u.patternType), u.segment, String(u.frequency)],
    ...[`${(u.conversionRate * 100).toFixed(0)} %`, clockOf(u.lastActive)?.slice(0, 10), inShort(u.why)],
  ],
  plain: (u) => ({
    user_id: u.userId,
    name: u.name,
    email: u.email,
    external_id: u.externalId,
    score: u.score,
    pattern_type: wordOf(PatternType, u.patternType),
    segment: u.segment,
    frequency: u.frequency,
    conversion_rate: u.conversionRate,
    last_active: isoOf(u.lastActive),
    why: u.why,
  }),
};

export const plainRecommendation = (r: Recommendation) => ({
  action: r.action,
  conversion: r.conversion,
  score: r.score,
  lift: r.lift,
  people_took_it: r.peopleTookIt,
  people_considered: r.peopleConsidered,
  confidence: r.confidence,
  evidence: r.evidence,
  similar_user_ids: r.similarUserIds,
});

export const recommendations: Listed<Recommendation> = {
  none: "nothing to recommend: they did it all, or nobody did anything else",
  columns: [
    { title: "next action", max: 40 },
    { title: "converts" },
    { title: "score", align: "right" },
    { title: "lift", align: "right" },
    { title: "took it", align: "right" },
    { title: "at least", align: "right" },
    { title: "because", max: 120 },
  ],
  row: (r) => [
    ...[r.action, r.conversion, r.score.toFixed(3), r.lift.toFixed(2), `${r.peopleTookIt} of ${r.peopleConsidered}`],
    ...[`${(r.confidence * 100).toFixed(0)} %`, inShort(r.evidence)],
  ],
  plain: plainRecommendation,
};
