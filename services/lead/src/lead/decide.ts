import { type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { type Capture, capture, type Enrich, enrich, type FindSource, findSource, type Update, update } from "./decideFields.ts";
import { type Link, link, type Merge, merge, type Unmerge, unmerge } from "./decideMerge.ts";
import { type ReleaseScore, releaseScore, type SetScore, setScore } from "./decideScore.ts";
import { type Contact, type Convert, contact, convert, disqualify, type End, lose, type Qualify, qualify, reopen } from "./decideStatus.ts";
import type { LeadEvent } from "./events.ts";
import { evolve, initialLead, type LeadState } from "./state.ts";

/** Time, ids and looked-up facts arrive in the command. Times are ms since 1970. */
export type LeadCommand =
  | Capture
  | Update
  | FindSource
  | Enrich
  | Contact
  | Qualify
  | Convert
  | End
  | SetScore
  | ReleaseScore
  | Link
  | Merge
  | Unmerge;

const decide = (c: LeadCommand, lead: LeadState): Decision<LeadEvent> => {
  if (c.type === "capture") return capture(c, lead);
  if (!lead.exists) return refuse("not_found", "LEAD_NOT_FOUND", "no such lead");
  switch (c.type) {
    case "update":
      return update(c, lead);
    case "find_source":
      return findSource(c, lead);
    case "enrich":
      return enrich(c, lead);
    case "contact":
      return contact(c, lead);
    case "qualify":
      return qualify(c, lead);
    case "disqualify":
      return disqualify(c, lead);
    case "convert":
      return convert(c, lead);
    case "lose":
      return lose(c, lead);
    case "reopen":
      return reopen(c, lead);
    case "score":
      return setScore(c, lead);
    case "release_score":
      return releaseScore(c, lead);
    case "link":
      return link(c, lead);
    case "merge":
      return merge(c, lead);
    case "unmerge":
      return unmerge(c, lead);
  }
};

export const leadDecider: Decider<LeadState, LeadCommand, LeadEvent> = { initialState: initialLead, decide, evolve };
