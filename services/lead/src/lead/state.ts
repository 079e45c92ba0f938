import { foldSource } from "./contact.ts";
import { emailKeyOf } from "./emailKey.ts";
import type { ScoreFactor } from "./eventData.ts";
import type { LeadEvent } from "./events.ts";
import { cleared, combined, complete, type Facts, type Layer, latest, noFacts } from "./facts.ts";
import { fieldNames, fieldsOf } from "./fields.ts";
import type { LeadStatus } from "./status.ts";

/** The source of a sign-up that nothing is known of. */
export const assumedSource = "signup";

export interface Score {
  /** 0..1, not rounded: thresholds look at it. */
  readonly value: number;
  readonly model: string;
  /** 0 for the built-in model and for external ones. */
  readonly version: number;
  readonly external: boolean;
  readonly factors: ReadonlyArray<ScoreFactor>;
  /** ms since 1970 */
  readonly at: number;
}

export interface Conversion {
  /** Millionths of a unit of currency. */
  readonly valueMicros: number;
  readonly currency: string | null;
  readonly campaignId: string | null;
}

/** Times are ms since 1970. */
export interface LeadState {
  readonly exists: boolean;
  readonly leadId: string;
  readonly own: Facts;
  /** The form by which its own address is claimed. */
  readonly emailKey: string | null;
  /** In the order of merging. */
  readonly layers: ReadonlyArray<Layer>;
  readonly source: string | null;
  /** It is the first that brought the person who signed up, as far as is known; otherwise who captured the lead named it. */
  readonly sourceDerived: boolean;
  /** When whoever gave it came: the earliest counts. */
  readonly sourceAt: number | null;
  readonly lastSource: string | null;
  readonly lastSourceAt: number | null;
  readonly campaignId: string | null;
  readonly status: LeadStatus;
  readonly qualified: boolean;
  readonly qualifiedBy: "threshold" | "manual" | null;
  /** First time it was qualified. */
  readonly qualifiedAt: number | null;
  /** A person disqualified it: no score qualifies it until a person does. */
  readonly vetoed: boolean;
  readonly score: Score | null;
  readonly createdAt: number;
  readonly convertedAt: number | null;
  readonly conversion: Conversion | null;
  readonly lostReason: string | null;
  /** The person this is now. */
  readonly userId: string | null;
  /** Whom the lead was first linked to; who was merged since is `userId`. */
  readonly linkedUserId: string | null;
  readonly mergedInto: { readonly mergeId: string; readonly winnerId: string } | null;
  /** The import that wrote to it last. */
  readonly importId: string | null;
}

export const initialLead: LeadState = {
  exists: false,
  leadId: "",
  own: noFacts,
  emailKey: null,
  layers: [],
  source: null,
  sourceDerived: false,
  sourceAt: null,
  lastSource: null,
  lastSourceAt: null,
  campaignId: null,
  status: "new",
  qualified: false,
  qualifiedBy: null,
  qualifiedAt: null,
  vetoed: false,
  score: null,
  createdAt: 0,
  convertedAt: null,
  conversion: null,
  lostReason: null,
  userId: null,
  linkedUserId: null,
  mergedInto: null,
  importId: null,
};

/** The lead as everybody sees it: the winner's own value wins, then the earlier merged one's. */
export const effective = (lead: LeadState): Facts => (lead.layers.length === 0 ? lead.own : combined([lead.own, ...lead.layers]));

/** Every lead merged into this one, directly or not. */
export const mergedIds = (lead: LeadState): ReadonlyArray<string> => lead.layers.flatMap((l) => l.ids);

/** Every address that stands for this lead, in the form by which it is claimed. */
export const addressesOf = (lead: LeadState): ReadonlyArray<string> => [
  ...new Set([...(lead.emailKey === null ? [] : [lead.emailKey]), ...lead.layers.flatMap((l) => l.emails)]),
];

export const sameSource = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && foldSource(a) === foldSource(b));

export const evolve = (lead: LeadState, event: LeadEvent): LeadState => {
  switch (event.type) {
    case "lead_captured": {
      const { leadId, source, campaignId, userId, linkedUserId, createdAt, importId, properties, origin } = event.data;
      return {
        ...initialLead,
        exists: true,
        leadId,
        own: { ...noFacts, ...fieldsOf(event.data), properties },
        emailKey: emailKeyOf(event.data.email, event.data.emailKey),
        source,
        sourceDerived: origin === "signup",
        sourceAt: source === null ? null : createdAt,
        lastSource: source,
        lastSourceAt: source === null ? null : createdAt,
        campaignId,
        userId,
        linkedUserId,
        createdAt,
        importId,
      };
    }
    case "lead_recaptured": {
      const { fields, properties, lastSource, lastSourceAt = lead.lastSourceAt, earlier, campaignId, importId } = event.data;
      return {
        ...lead,
        ...(earlier && { source: earlier.source, sourceAt: earlier.at, sourceDerived: false }),
        own: { ...lead.own, ...fields, properties: { ...lead.own.properties, ...properties } },
        lastSource,
        lastSourceAt,
        campaignId: lead.campaignId ?? campaignId,
        importId: importId ?? lead.importId,
      };
    }
    case "lead_updated": {
      const { fields, properties, unset } = event.data;
      // what was cleared or unset is gone from the merged leads as well: otherwise theirs would show again
      const gone = fieldNames.filter((f) => Object.hasOwn(fields, f) && fields[f] === null);
      const own = cleared({ ...lead.own, ...fields }, gone, unset);
      return {
        ...lead,
        own: { ...own, properties: { ...own.properties, ...properties } },
        emailKey: fields.email === undefined ? lead.emailKey : emailKeyOf(fields.email, event.data.emailKey),
        layers: lead.layers.map((l) => cleared(l, gone, unset)),
      };
    }
    case "lead_source_found": {
      const { source, lastSource, sourceAt = lead.sourceAt } = event.data;
      return { ...lead, source, sourceAt, sourceDerived: true, lastSource };
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
    case "lead_consent_stated":
      // identity keeps consents: they are of whoever has the address, and not of the lead
      return lead;
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
    case "lead_merged": {
      const { mergeId, loserId, layer } = event.data;
      return { ...lead, layers: [...lead.layers, complete(layer ?? { ...noFacts, mergeId, loserId, ids: [loserId], emails: [] })] };
    }
    case "lead_unmerged":
      return { ...lead, layers: lead.layers.filter((l) => l.mergeId !== event.data.mergeId) };
    case "lead_merged_into":
      return { ...lead, mergedInto: { mergeId: event.data.mergeId, winnerId: event.data.winnerId } };
    case "lead_unmerged_from":
      return { ...lead, mergedInto: null };
  }
};
