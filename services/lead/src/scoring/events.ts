import { ScoringModelSetSchema } from "@marketing/protos/lead/v1/lead_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

export const factorKinds = ["email", "company_size", "industry", "job_title", "activity", "recency", "property", "source"] as const;
export type FactorKind = (typeof factorKinds)[number];

// Types, not interfaces: to the compiler only these are JSON.

export type Factor = {
  readonly name: string;
  readonly kind: FactorKind;
  /** 0..1; those of a model add up to at most 1. */
  readonly weight: number;
  /** Lower-case value → its worth, -1..1; of activity: event name → points. */
  readonly values: { readonly [value: string]: number };
  /** Worth of a value that is there and not listed; of activity: points. */
  readonly other: number;
  /** Worth of a value that is not there. */
  readonly missing: number;
  readonly property: string | null;
  /** Of activity: points at which half the weight is reached. */
  readonly saturation: number;
};

export type ScoringModel = {
  readonly name: string;
  /** 0 = built in. */
  readonly version: number;
  readonly factors: ReadonlyArray<Factor>;
  readonly halfLifeDays: number;
  readonly qualifyAt: number;
  readonly disqualifyBelow: number;
  /** ms since 1970 */
  readonly createdAt: number;
};

const tenantId = "018f0000-0000-7000-8000-0000000000aa";

/** Stream `scoring_model-<tenant id>`: the version of the stream is the version of the model. */
export const scoringEvents = defineEvents(
  {
    scoring_model_set: event<ScoringModel>({
      version: 1,
      public: shape("scoring-model.set", ScoringModelSetSchema, ({ name, version, createdAt }) => ({
        name,
        version: String(version),
        timestamp: isoTime(createdAt),
      })),
      sample: {
        name: "default",
        version: 2,
        factors: [],
        halfLifeDays: 14,
        qualifyAt: 0.7,
        disqualifyBelow: 0.7,
        createdAt: Date.UTC(2026, 4, 4, 9, 30),
      },
    }),
  },
  { sampleStream: `scoring_model-${tenantId}` },
);
export type ScoringEvent = EventOf<typeof scoringEvents>;
