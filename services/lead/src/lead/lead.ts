import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { normaliseEmail } from "./contact.ts";
import { evolve } from "./evolveLead.ts";
import { type Json, type JsonObject, sameJson } from "./json.ts";
import type { LeadCommand } from "./leadCommand.ts";
import type { LeadEvent } from "./leadEvents.ts";
import { effective, type Fields, fieldNames, initialLead, type Layer, type LeadState, mergedIds, sameSource } from "./leadState.ts";
import { isOpen, type LeadStatus, move, type Refusal, sentences } from "./status.ts";

type Decision = Result.Result<ReadonlyArray<LeadEvent>, Rejection>;
type Of<T extends LeadCommand["type"]> = Extract<LeadCommand, { type: T }>;
const accept = (...events: ReadonlyArray<LeadEvent>): Decision => Result.succeed(events);
const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata: Record<string, string> = {}): Decision =>
  Result.fail({ kind, reason, message, metadata });

const refuseMove = (lead: LeadState, to: LeadStatus, reason: Refusal): Decision =>
  refuse("failed_precondition", reason, sentences[reason], { lead_id: lead.leadId, from: lead.status, to });

/** Runs `then` where the status may become `to`; there already = nothing happens. */
const moving = (lead: LeadState, to: LeadStatus, then: () => Decision): Decision => {
  const verdict = move(lead.status, to);
  if (verdict === null) return then();
  return verdict === "same" ? accept() : refuseMove(lead, to, verdict);
};

/** Every address that stands for this lead, in normal form. */
export const addressesOf = (lead: LeadState): ReadonlyArray<string> => [
  ...new Set([...(lead.own.email === null ? [] : [normaliseEmail(lead.own.email)]), ...lead.layers.flatMap((l) => l.emails)]),
];

const whom = (lead: LeadState, at: number) => ({ leadId: lead.leadId, at, userId: lead.userId, email: effective(lead).email });

const newProperties = (now: JsonObject, given: JsonObject, overwrite: boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(given).filter(([name, value]) => (Object.hasOwn(now, name) ? overwrite && !sameJson(now[name], value) : value !== null)),
  );

/** More than anybody describes a lead by; a client that makes up names is stopped here. */
const maxProperties = 1_000;
const maxNamespaces = 50;
const tooMany = (lead: LeadState, what: string, most: number): Decision =>
  refuse("failed_precondition", `TOO_MANY_${what.toUpperCase()}`, `a lead has at most ${most} ${what}`, { lead_id: lead.leadId });
const overfull = (now: JsonObject, added: JsonObject, unset: ReadonlyArray<string> = []): boolean =>
  Object.keys({ ...now, ...added }).length - unset.length > maxProperties;

const capture = (c: Of<"capture">, lead: LeadState): Decision => {
  const { leadId, fields, properties, source, campaignId, userId, linkedUserId, origin, importId, createdAt, at } = c;
  if (!lead.exists)
    return accept({
      type: "lead_captured",
      data: { leadId, ...fields, properties, source, campaignId, userId, linkedUserId, createdAt, origin, importId, at },
    });
  if (c.onExisting === "ignore") return accept();
  const now = effective(lead);
  const overwrite = c.onExisting === "overwrite";
  const filled: { -readonly [F in keyof Fields]?: string | null } = {};
  for (const f of fieldNames)
    if (f !== "email" && fields[f] !== null && (now[f] === null || (overwrite && now[f] !== fields[f]))) filled[f] = fields[f];
  const added = newProperties(now.properties, properties, overwrite);
  const lastSource = source === null || sameSource(source, lead.lastSource) ? lead.lastSource : source;
  const campaign = lead.campaignId === null ? campaignId : null;
  const nothing =
    Object.keys(filled).length === 0 && Object.keys(added).length === 0 && lastSource === lead.lastSource && campaign === null;
  if (nothing) return accept();
  if (overfull(now.properties, added)) return tooMany(lead, "properties", maxProperties);
  return accept({
    type: "lead_recaptured",
    data: { leadId: lead.leadId, fields: filled, properties: added, lastSource, campaignId: campaign, email: now.email, importId, at },
  });
};

const update = (c: Of<"update">, lead: LeadState): Decision => {
  const now = effective(lead);
  const fields: { -readonly [F in keyof Fields]?: string | null } = {};
  for (const f of fieldNames) {
    const value = c.fields[f];
    if (value !== undefined && value !== now[f]) fields[f] = value;
  }
  if (fields.email && c.emailHolder !== null && c.emailHolder !== lead.leadId)
    return refuse("already_exists", "EMAIL_TAKEN", "the address belongs to another lead", { field: "email", lead_id: c.emailHolder });
  const unset = c.unset.filter((name) => Object.hasOwn(now.properties, name));
  const properties = newProperties(now.properties, c.properties as { [k: string]: Json }, true);
  if (Object.keys(fields).length === 0 && unset.length === 0 && Object.keys(properties).length === 0) return accept();
  if (overfull(now.properties, properties, unset)) return tooMany(lead, "properties", maxProperties);
  const after = { ...now, ...fields };
  if (after.email === null && after.phone === null)
    return refuse("failed_precondition", "LEAD_UNREACHABLE", "a lead has an address or a telephone number", { lead_id: lead.leadId });
  return accept({ type: "lead_updated", data: { leadId: lead.leadId, fields, properties, unset, email: after.email, at: c.at } });
};

const enrich = (c: Of<"enrich">, lead: LeadState): Decision => {
  const { provider, namespace, data, at } = c;
  const known = lead.own.enrichment[namespace];
  if (!known && Object.keys(lead.own.enrichment).length >= maxNamespaces) return tooMany(lead, "namespaces", maxNamespaces);
  if (known && (known.at > at || (known.provider === provider && sameJson(known.data, data)))) return accept();
  return accept({ type: "lead_enriched", data: { leadId: lead.leadId, provider, namespace, data, at } });
};

const contact = ({ channel, note, at }: Of<"contact">, lead: LeadState): Decision => {
  const said: LeadEvent = { type: "lead_contacted", data: { leadId: lead.leadId, channel, note, at } };
  if (lead.status === "lost") return refuseMove(lead, "contacted", "LEAD_LOST");
  const last = effective(lead).lastContacted;
  if (lead.status === "contacted" || lead.status === "qualified") return last !== null && at <= last ? accept() : accept(said);
  return moving(lead, "contacted", () => accept(said));
};

const disqualified = (lead: LeadState, manual: boolean, reason: string, at: number): LeadEvent => ({
  type: "lead_disqualified",
  data: { ...whom(lead, at), manual, reason, score: lead.score?.value ?? null },
});

const lose = (lead: LeadState, reason: string, at: number): Decision =>
  moving(lead, "lost", () =>
    accept(...(lead.qualified ? [disqualified(lead, true, reason, at)] : []), {
      type: "lead_lost",
      data: { leadId: lead.leadId, reason, at },
    }),
  );

const disqualify = ({ reason, at }: Of<"disqualify">, lead: LeadState): Decision => {
  if (lead.status === "converted") return refuseMove(lead, "lost", "LEAD_CONVERTED");
  if (lead.status === "qualified") return lose(lead, reason, at);
  return lead.status === "lost" || (lead.vetoed && !lead.qualified) ? accept() : accept(disqualified(lead, true, reason, at));
};

/** A change below this is no news. */
export const scoreStep = 0.0001;

/** What a score means for the flag. The score is not rounded: 0.69996 is below 0.7. */
const judge = (c: Of<"score">, lead: LeadState): ReadonlyArray<LeadEvent> => {
  if (!isOpen(lead.status)) return [];
  const { score, at } = c;
  if (!lead.qualified && !lead.vetoed && score >= c.qualifyAt)
    return [{ type: "lead_qualified", data: { ...whom(lead, at), manual: false, reason: `score at or above ${c.qualifyAt}`, score } }];
  if (lead.qualified && lead.qualifiedBy === "threshold" && score < c.disqualifyBelow)
    return [{ type: "lead_disqualified", data: { ...whom(lead, at), manual: false, reason: `score below ${c.disqualifyBelow}`, score } }];
  return [];
};

const score = (c: Of<"score">, lead: LeadState): Decision => {
  const now = lead.score;
  if (!c.external && (now?.external === true || !isOpen(lead.status))) return accept();
  const sameModel = now !== null && now.model === c.model && now.version === c.version && now.external === c.external;
  const flag = judge(c, lead);
  if (sameModel && Math.abs(now.value - c.score) < scoreStep - 1e-12 && flag.length === 0) return accept();
  const { model, version: modelVersion, external, factors, at } = c;
  return accept({ type: "lead_scored", data: { ...whom(lead, at), score: c.score, model, modelVersion, external, factors } }, ...flag);
};

const link = ({ userId, linkedUserId, at }: Of<"link">, lead: LeadState): Decision => {
  if (lead.linkedUserId !== null && lead.linkedUserId !== linkedUserId) return accept(); // somebody else's already
  return lead.userId === userId ? accept() : accept({ type: "lead_linked", data: { leadId: lead.leadId, userId, linkedUserId, at } });
};

const layerOf = (loser: LeadState, mergeId: string): Layer => ({
  ...effective(loser),
  mergeId,
  loserId: loser.leadId,
  ids: [loser.leadId, ...mergedIds(loser)],
  emails: addressesOf(loser),
});

const merge = ({ loser, mergeId, reason, at }: Of<"merge">, lead: LeadState): Decision => {
  if (!loser.exists) return refuse("not_found", "LEAD_NOT_FOUND", "no such lead", { field: "loser_lead_id" });
  if (loser.leadId === lead.leadId || mergedIds(lead).includes(loser.leadId)) return accept();
  if (loser.mergedInto !== null)
    return refuse("failed_precondition", "MERGED_ELSEWHERE", "the lead is part of another already", {
      lead_id: loser.mergedInto.winnerId,
      merge_id: loser.mergedInto.mergeId,
    });
  if (loser.status === "converted" && lead.status !== "converted")
    return refuse(
      "failed_precondition",
      "LOSER_IS_CONVERTED",
      "a converted lead does not become part of one that is not; merge the other way round",
      {
        lead_id: loser.leadId,
      },
    );
  return accept({
    type: "lead_merged",
    data: { leadId: lead.leadId, mergeId, loserId: loser.leadId, reason, layer: layerOf(loser, mergeId), at },
  });
};

const unmerge = ({ mergeId, reason, at }: Of<"unmerge">, lead: LeadState): Decision => {
  if (lead.mergedInto !== null)
    return refuse("failed_precondition", "WINNER_IS_MERGED", "the winner is part of another lead; undo that merge first", {
      merge_id: lead.mergedInto.mergeId,
    });
  const layer = lead.layers.find((l) => l.mergeId === mergeId);
  if (!layer) return accept();
  if (lead.own.email !== null && layer.emails.includes(normaliseEmail(lead.own.email)))
    return refuse("failed_precondition", "EMAIL_TAKEN_OVER", "the winner took the loser's address as its own; give it another first", {
      lead_id: lead.leadId,
    });
  return accept({ type: "lead_unmerged", data: { leadId: lead.leadId, mergeId, loserId: layer.loserId, reason, at } });
};

const decide = (c: LeadCommand, lead: LeadState): Decision => {
  if (c.type === "capture") return capture(c, lead);
  if (!lead.exists) return refuse("not_found", "LEAD_NOT_FOUND", "no such lead");
  const { leadId } = lead;
  switch (c.type) {
    case "update":
      return update(c, lead);
    case "enrich":
      return enrich(c, lead);
    case "contact":
      return contact(c, lead);
    case "qualify":
      return moving(lead, "qualified", () =>
        accept({ type: "lead_qualified", data: { ...whom(lead, c.at), manual: true, reason: c.reason, score: lead.score?.value ?? null } }),
      );
    case "disqualify":
      return disqualify(c, lead);
    case "convert": {
      const { valueMicros, currency, campaignId } = c;
      return moving(lead, "converted", () =>
        accept({ type: "lead_converted", data: { ...whom(lead, c.at), valueMicros, currency, campaignId } }),
      );
    }
    case "lose":
      return lose(lead, c.reason, c.at);
    case "reopen":
      if (lead.status === "new" || lead.status === "qualified")
        return refuse("failed_precondition", "LEAD_NOT_LOST", "only a lost lead is reopened", {
          lead_id: leadId,
          from: lead.status,
          to: "contacted",
        });
      return moving(lead, "contacted", () => accept({ type: "lead_reopened", data: { leadId, reason: c.reason, at: c.at } }));
    case "score":
      return score(c, lead);
    case "release_score":
      return lead.score?.external ? accept({ type: "lead_score_released", data: { leadId, at: c.at } }) : accept();
    case "link":
      return link(c, lead);
    case "merge":
      return merge(c, lead);
    case "unmerge":
      return unmerge(c, lead);
  }
};

export const leadDecider: Decider<LeadState, LeadCommand, LeadEvent> = { initialState: initialLead, decide, evolve };
