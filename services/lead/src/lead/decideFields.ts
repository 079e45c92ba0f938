import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { normaliseEmail } from "@marketing/shared/base/email";
import { type JsonObject, sameJson } from "@marketing/shared/base/json";
import { ownValue } from "@marketing/shared/base/own";
import { Result } from "effect";
import { consentsIn } from "./consents.ts";
import type { LeadEvent } from "./events.ts";
import { type FieldChanges, type FieldName, type Fields, fieldNames } from "./fields.ts";
import { effective, type LeadState, sameSource } from "./state.ts";

// Commands that change what is known of a lead: it is captured (by a form, a file or a sign-up), a person corrects it, a provider enriches it.

export interface Capture {
  readonly type: "capture";
  readonly leadId: string;
  readonly fields: Fields;
  readonly properties: JsonObject;
  readonly source: string | null;
  readonly campaignId: string | null;
  readonly userId: string | null;
  readonly linkedUserId: string | null;
  readonly origin: "api" | "import" | "signup";
  readonly importId: string | null;
  /** What happens to a lead that is there already. */
  readonly onExisting: "fill" | "overwrite" | "ignore";
  readonly createdAt: number;
  readonly at: number;
}

export interface Update {
  readonly type: "update";
  readonly fields: FieldChanges;
  readonly properties: JsonObject;
  readonly unset: ReadonlyArray<string>;
  /** Who holds the new address. */
  readonly emailHolder: string | null;
  readonly at: number;
}

export interface FindSource {
  readonly type: "find_source";
  readonly source: string;
  /** When the person signed up; null = they did not. */
  readonly signedUpAt: number | null;
  readonly at: number;
}

export interface Enrich {
  readonly type: "enrich";
  readonly provider: string;
  readonly namespace: string;
  readonly data: JsonObject;
  readonly at: number;
}

/** More than anybody describes a lead by; a client that makes up names is stopped here. */
const maxProperties = 1_000;
const maxNamespaces = 50;

const tooManyProperties = (now: JsonObject, added: JsonObject, unset: ReadonlyArray<string> = []): boolean =>
  Object.keys({ ...now, ...added }).length - unset.length > maxProperties;
const refuseProperties = (lead: LeadState): Decision<never> =>
  refuse("failed_precondition", "TOO_MANY_PROPERTIES", `a lead has at most ${maxProperties} properties`, { lead_id: lead.leadId });

const newProperties = (now: JsonObject, given: JsonObject, overwrite: boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(given).filter(([name, value]) => (Object.hasOwn(now, name) ? overwrite && !sameJson(now[name], value) : value !== null)),
  );

/** The form by which an address that is given will be claimed. */
const keyOf = (email: string | null | undefined) => (email ? { emailKey: normaliseEmail(email) } : {});

/** What the properties say of being addressed, of a lead that has an address. */
const stated = (
  { properties, at, createdAt, source }: { properties: JsonObject; at: number; createdAt: number | null; source: string },
  leadId: string,
  email: string | null,
): ReadonlyArray<LeadEvent> =>
  email === null
    ? []
    : consentsIn(properties).map(({ channel, purpose, granted, at: told }) => ({
        type: "lead_consent_stated",
        data: { leadId, at, email, channel, purpose, granted, saidAt: told ?? (granted ? (createdAt ?? 0) : at), source },
      }));

const also = (decision: Decision<LeadEvent>, more: ReadonlyArray<LeadEvent>): Decision<LeadEvent> =>
  Result.map(decision, (events) => [...events, ...more]);

const changesOf = (entries: ReadonlyArray<readonly [FieldName, string | null]>): FieldChanges => Object.fromEntries(entries);

/** What is said of being addressed counts also where the lead is left as it is. */
export const capture = (c: Capture, lead: LeadState): Decision<LeadEvent> => {
  // a file's row that does not say when it was made does not say when its consent was given either
  const createdAt = c.origin === "import" && c.createdAt === c.at ? null : c.createdAt;
  return also(captureOf(c, lead), stated({ ...c, createdAt, source: c.origin }, c.leadId, c.fields.email));
};

const captureOf = (c: Capture, lead: LeadState): Decision<LeadEvent> => {
  const { fields, source, importId, at } = c;
  if (!lead.exists) {
    const { leadId, properties, campaignId, userId, linkedUserId, createdAt, origin } = c;
    return accept({
      type: "lead_captured",
      data: {
        leadId,
        ...fields,
        ...keyOf(fields.email),
        properties,
        source,
        campaignId,
        userId,
        linkedUserId,
        createdAt,
        origin,
        importId,
        at,
      },
    });
  }
  if (c.onExisting === "ignore") return accept();
  const now = effective(lead);
  const overwrite = c.onExisting === "overwrite";
  const filled = fieldNames
    .filter((f) => f !== "email" && fields[f] !== null && (now[f] === null || (overwrite && now[f] !== fields[f])))
    .map((f) => [f, fields[f]] as const);
  const properties = newProperties(now.properties, c.properties, overwrite);
  const isLatest = source !== null && c.createdAt >= (lead.lastSourceAt ?? Number.NEGATIVE_INFINITY);
  const lastSource = isLatest && !sameSource(source, lead.lastSource) ? source : lead.lastSource;
  const lastSourceAt = isLatest ? c.createdAt : lead.lastSourceAt;
  const isFirst = source !== null && (lead.source === null || (lead.sourceAt !== null && c.createdAt < lead.sourceAt));
  const earlier = isFirst ? { earlier: { source, at: c.createdAt } } : {};
  const campaignId = lead.campaignId === null ? c.campaignId : null;
  const sourcesAsBefore = lastSource === lead.lastSource && !isFirst;
  if (filled.length === 0 && Object.keys(properties).length === 0 && sourcesAsBefore && campaignId === null) return accept();
  if (tooManyProperties(now.properties, properties)) return refuseProperties(lead);
  return accept({
    type: "lead_recaptured",
    data: {
      ...{ leadId: lead.leadId, fields: changesOf(filled), properties, lastSource, lastSourceAt, ...earlier },
      ...{ campaignId, email: now.email, importId, at },
    },
  });
};

export const update = (c: Update, lead: LeadState): Decision<LeadEvent> => {
  const email = c.fields.email === undefined ? effective(lead).email : c.fields.email;
  return also(updateOf(c, lead), stated({ ...c, createdAt: c.at, source: "api" }, lead.leadId, email));
};

const updateOf = (c: Update, lead: LeadState): Decision<LeadEvent> => {
  const { leadId } = lead;
  const now = effective(lead);
  const fields = changesOf(
    fieldNames.flatMap((f) => {
      const value = c.fields[f];
      return value === undefined || value === now[f] ? [] : [[f, value] as const];
    }),
  );
  if (fields.email && c.emailHolder !== null && c.emailHolder !== leadId)
    return refuse("already_exists", "EMAIL_TAKEN", "the address belongs to another lead", { field: "email", lead_id: c.emailHolder });
  const unset = c.unset.filter((name) => Object.hasOwn(now.properties, name));
  const properties = newProperties(now.properties, c.properties, true);
  if (Object.keys(fields).length === 0 && unset.length === 0 && Object.keys(properties).length === 0) return accept();
  if (tooManyProperties(now.properties, properties, unset)) return refuseProperties(lead);
  const after = { ...now, ...fields };
  if (after.email === null && after.phone === null)
    return refuse("failed_precondition", "LEAD_UNREACHABLE", "a lead has an address or a telephone number", { lead_id: leadId });
  return accept({
    type: "lead_updated",
    data: { leadId, fields, ...keyOf(fields.email), properties, unset, email: after.email, at: c.at },
  });
};

export const enrich = ({ provider, namespace, data, at }: Enrich, lead: LeadState): Decision<LeadEvent> => {
  const { leadId } = lead;
  const known = ownValue(lead.own.enrichment, namespace);
  if (!known && Object.keys(lead.own.enrichment).length >= maxNamespaces)
    return refuse("failed_precondition", "TOO_MANY_NAMESPACES", `a lead has at most ${maxNamespaces} namespaces`, { lead_id: leadId });
  if (known && (known.at > at || (known.provider === provider && sameJson(known.data, data)))) return accept();
  return accept({ type: "lead_enriched", data: { leadId, provider, namespace, data, at } });
};

/**
 * When the sign-up was whose source this lead has from here on; null = nothing changes. Of a sign-up and of those who captured the lead, the source of
 * who came first counts, whoever was heard of first; of a sign-up it is the first that brought the person, until an earlier one is known.
 */
export const foundSource = ({ source, signedUpAt }: Omit<FindSource, "type" | "at">, lead: LeadState): number | null => {
  const { sourceAt } = lead;
  if (!lead.sourceDerived) return signedUpAt !== null && (sourceAt === null || signedUpAt < sourceAt) ? signedUpAt : null;
  const first = signedUpAt === null || sourceAt === null ? (signedUpAt ?? sourceAt ?? lead.createdAt) : Math.min(signedUpAt, sourceAt);
  return sameSource(source, lead.source) && first === sourceAt ? null : first;
};

export const findSource = (c: FindSource, lead: LeadState): Decision<LeadEvent> => {
  const sourceAt = foundSource(c, lead);
  if (sourceAt === null) return accept();
  const lastSource = lead.lastSource === null || sameSource(lead.lastSource, lead.source) ? c.source : lead.lastSource;
  const { leadId } = lead;
  return accept({
    type: "lead_source_found",
    data: { leadId, source: c.source, sourceAt, lastSource, email: effective(lead).email, at: c.at },
  });
};
