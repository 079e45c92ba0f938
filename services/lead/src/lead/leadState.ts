import { foldSource } from "./contact.ts";
import type { Json, JsonObject } from "./json.ts";
import type { LeadStatus } from "./status.ts";

export const fieldNames = ["email", "phone", "name", "company", "jobTitle"] as const;
export type FieldName = (typeof fieldNames)[number];
/** As given; null = nothing is known. The phone is as given too: its E.164 form follows from it. */
export type Fields = { readonly [F in FieldName]: string | null };

/** What a provider said last, under its namespace. */
export interface Enrichment {
  readonly provider: string;
  /** ms since 1970 */
  readonly at: number;
  readonly data: JsonObject;
}

/** What is known of somebody under one lead's id. */
export interface Facts extends Fields {
  readonly properties: JsonObject;
  readonly enrichment: { readonly [namespace: string]: Enrichment };
  readonly lastContacted: number | null;
}

/** What a merged lead brought along, kept apart from the winner's own so that a merge can be taken back exactly. */
export interface Layer extends Facts {
  readonly mergeId: string;
  readonly loserId: string;
  /** The loser and every lead merged into it before. */
  readonly ids: ReadonlyArray<string>;
  /** Addresses that stood for the loser, in normal form, and stand for the winner now. */
  readonly emails: ReadonlyArray<string>;
}

export interface ScoreFactor {
  readonly factor: string;
  readonly contribution: number;
  readonly reason: string;
}

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
  /** In the order of merging. */
  readonly layers: ReadonlyArray<Layer>;
  readonly source: string | null;
  readonly lastSource: string | null;
  readonly campaignId: string | null;
  readonly status: LeadStatus;
  readonly qualified: boolean;
  readonly qualifiedBy: "threshold" | "manual" | null;
  /** First time it was qualified. */
  readonly qualifiedAt: number | null;
  /** A person said no: no score qualifies it until a person says otherwise. */
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
  /** The import that touched it last. */
  readonly importId: string | null;
}

export const noFacts: Facts = {
  email: null,
  phone: null,
  name: null,
  company: null,
  jobTitle: null,
  properties: {},
  enrichment: {},
  lastContacted: null,
};

export const initialLead: LeadState = {
  exists: false,
  leadId: "",
  own: noFacts,
  layers: [],
  source: null,
  lastSource: null,
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

export const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

/** The lead as everybody sees it: the winner's own value wins, then the earlier merged one's. */
export const effective = (lead: LeadState): Facts => {
  if (lead.layers.length === 0) return lead.own;
  const all = [lead.own, ...lead.layers];
  const first = (field: FieldName): string | null => all.find((f) => f[field] !== null)?.[field] ?? null;
  const stack = [...all].reverse();
  return {
    email: first("email"),
    phone: first("phone"),
    name: first("name"),
    company: first("company"),
    jobTitle: first("jobTitle"),
    properties: Object.assign({}, ...stack.map((f) => f.properties)),
    enrichment: Object.assign({}, ...stack.map((f) => f.enrichment)),
    lastContacted: all.reduce<number | null>((at, f) => latest(at, f.lastContacted), null),
  };
};

/** Every lead merged into this one, directly or not. */
export const mergedIds = (lead: LeadState): ReadonlyArray<string> => lead.layers.flatMap((l) => l.ids);

export const sameSource = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && foldSource(a) === foldSource(b));

/** A property as people gave it, else as the provider who spoke last said it. */
export const propertyOf = ({ properties, enrichment }: Facts, names: ReadonlyArray<string>): Json | undefined => {
  for (const name of names) if (Object.hasOwn(properties, name) && properties[name] !== null) return properties[name];
  const newest = Object.values(enrichment).sort((a, b) => b.at - a.at || (a.provider < b.provider ? -1 : 1));
  for (const { data } of newest) for (const name of names) if (Object.hasOwn(data, name) && data[name] !== null) return data[name];
  return undefined;
};
