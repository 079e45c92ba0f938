import type { RetentionRule } from "@marketing/shared/operations/retention";

/** What lead keeps, beside what every service does. */
export const leadRetention: ReadonlyArray<RetentionRule> = [
  {
    store: "leads, lead_history",
    keeps: "as long as the person",
    reason: "A lead that was lost may come back; its history says why it was.",
    by: "an erasure",
  },
  {
    store: "scoring_models",
    keeps: "without end",
    reason: "A score is explained by the model that gave it.",
    by: "nothing",
  },
  {
    store: "people, behaviour",
    keeps: "as long as the person",
    reason: "What scores are made of, kept as counts.",
    by: "an erasure",
  },
  {
    store: "lead_work, score_checks",
    keeps: "until it is worked off; as long as the lead",
    reason: "Lists of work.",
    by: "the refresh job",
  },
];
