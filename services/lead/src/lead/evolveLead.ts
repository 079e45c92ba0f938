import type { JsonObject } from "./json.ts";
import type { LeadEvent } from "./leadEvents.ts";
import { type Facts, fieldNames, initialLead, type LeadState, latest } from "./leadState.ts";

const without = (properties: JsonObject, names: ReadonlyArray<string>): JsonObject =>
  names.some((n) => Object.hasOwn(properties, n))
    ? Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)))
    : properties;

/** What was cleared or unset is gone from the merged ones as well: otherwise theirs would shine through. */
const clearIn = <F extends Facts>(facts: F, cleared: ReadonlyArray<string>, unset: ReadonlyArray<string>): F => ({
  ...facts,
  ...Object.fromEntries(cleared.map((field) => [field, null])),
  properties: without(facts.properties, unset),
});

export const evolve = (lead: LeadState, event: LeadEvent): LeadState => {
  switch (event.type) {
    case "lead_captured": {
      const d = event.data;
      const { email, phone, name, company, jobTitle, properties } = d;
      return {
        ...initialLead,
        exists: true,
        leadId: d.leadId,
        own: { email, phone, name, company, jobTitle, properties, enrichment: {}, lastContacted: null },
        source: d.source,
        lastSource: d.source,
        campaignId: d.campaignId,
        userId: d.userId,
        linkedUserId: d.linkedUserId,
        createdAt: d.createdAt,
        importId: d.importId,
      };
    }
    case "lead_recaptured": {
      const d = event.data;
      return {
        ...lead,
        own: { ...lead.own, ...d.fields, properties: { ...lead.own.properties, ...d.properties } },
        lastSource: d.lastSource,
        campaignId: lead.campaignId ?? d.campaignId,
        importId: d.importId ?? lead.importId,
      };
    }
    case "lead_updated": {
      const { fields, properties, unset } = event.data;
      const cleared = fieldNames.filter((f) => Object.hasOwn(fields, f) && fields[f] === null);
      const own = clearIn({ ...lead.own, ...fields }, cleared, unset);
      return {
        ...lead,
        own: { ...own, properties: { ...own.properties, ...properties } },
        layers: lead.layers.map((l) => clearIn(l, cleared, unset)),
      };
    }
    case "lead_enriched": {
      const { namespace, provider, at, data } = event.data;
      return { ...lead, own: { ...lead.own, enrichment: { ...lead.own.enrichment, [namespace]: { provider, at, data } } } };
    }
    case "lead_contacted":
      return {
        ...lead,
        own: { ...lead.own, lastContacted: latest(lead.own.lastContacted, event.data.at) },
        status: lead.status === "new" ? "contacted" : lead.status,
      };
    case "lead_qualified":
      return {
        ...lead,
        qualified: true,
        qualifiedBy: event.data.manual ? "manual" : "threshold",
        qualifiedAt: lead.qualifiedAt ?? event.data.at,
        vetoed: false,
        status: event.data.manual ? "qualified" : lead.status,
      };
    case "lead_disqualified":
      return { ...lead, qualified: false, qualifiedBy: null, vetoed: event.data.manual };
    case "lead_converted": {
      const { at, valueMicros, currency, campaignId } = event.data;
      return {
        ...lead,
        status: "converted",
        qualified: true,
        convertedAt: lead.convertedAt ?? at,
        conversion: lead.conversion ?? { valueMicros, currency, campaignId },
      };
    }
    case "lead_lost":
      return { ...lead, status: "lost", lostReason: event.data.reason };
    case "lead_reopened":
      return { ...lead, status: "contacted", lostReason: null, vetoed: false };
    case "lead_scored": {
      const { score: value, model, modelVersion: version, external, factors, at } = event.data;
      return { ...lead, score: { value, model, version, external, factors, at } };
    }
    case "lead_score_released":
      return { ...lead, score: lead.score === null ? null : { ...lead.score, external: false } };
    case "lead_linked":
      return { ...lead, userId: event.data.userId, linkedUserId: event.data.linkedUserId };
    case "lead_merged":
      return { ...lead, layers: [...lead.layers, event.data.layer] };
    case "lead_unmerged":
      return { ...lead, layers: lead.layers.filter((l) => l.mergeId !== event.data.mergeId) };
    case "lead_merged_into":
      return { ...lead, mergedInto: { mergeId: event.data.mergeId, winnerId: event.data.winnerId } };
    case "lead_unmerged_from":
      return { ...lead, mergedInto: null };
  }
};
