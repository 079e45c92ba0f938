import { accept, type Decision } from "@marketing/shared/base/decider";
import { personOf } from "./decideStatus.ts";
import type { ScoreFactor } from "./eventData.ts";
import type { LeadEvent } from "./events.ts";
import type { LeadState } from "./state.ts";
import { isOpen } from "./status.ts";

/** A score, and the thresholds of the tenant's model. */
export interface SetScore {
  readonly type: "score";
  readonly score: number;
  readonly model: string;
  readonly version: number;
  /** From a model of the caller's own: it stays until it is released. */
  readonly external: boolean;
  readonly factors: ReadonlyArray<ScoreFactor>;
  readonly qualifyAt: number;
  readonly disqualifyBelow: number;
  readonly at: number;
}

export interface ReleaseScore {
  readonly type: "release_score";
  readonly at: number;
}

/** A smaller change is no news. */
const scoreStep = 0.0001;

/** What a score means for the flag. The score is not rounded: 0.69996 is below 0.7. */
const flagged = ({ score, qualifyAt, disqualifyBelow, at }: SetScore, lead: LeadState): ReadonlyArray<LeadEvent> => {
  if (!isOpen(lead.status)) return [];
  const byScore = { ...personOf(lead, at), manual: false, score };
  if (!lead.qualified && !lead.vetoed && score >= qualifyAt)
    return [{ type: "lead_qualified", data: { ...byScore, reason: `score at or above ${qualifyAt}` } }];
  if (lead.qualified && lead.qualifiedBy === "threshold" && score < disqualifyBelow)
    return [{ type: "lead_disqualified", data: { ...byScore, reason: `score below ${disqualifyBelow}` } }];
  return [];
};

export const setScore = (c: SetScore, lead: LeadState): Decision<LeadEvent> => {
  const now = lead.score;
  if (!c.external && (now?.external === true || !isOpen(lead.status))) return accept();
  const sameModel = now !== null && now.model === c.model && now.version === c.version && now.external === c.external;
  const flag = flagged(c, lead);
  if (sameModel && Math.abs(now.value - c.score) < scoreStep - 1e-12 && flag.length === 0) return accept();
  const { score, model, version: modelVersion, external, factors, at } = c;
  return accept({ type: "lead_scored", data: { ...personOf(lead, at), score, model, modelVersion, external, factors } }, ...flag);
};

export const releaseScore = ({ at }: ReleaseScore, lead: LeadState): Decision<LeadEvent> =>
  lead.score?.external ? accept({ type: "lead_score_released", data: { leadId: lead.leadId, at } }) : accept();
