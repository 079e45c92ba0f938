import { invalidEmail, normaliseEmail } from "@marketing/shared/base/email";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { captureLead, changeLead, loadCurrent } from "../lead/commands.ts";
import { foundSource } from "../lead/decideFields.ts";
import { findEmail } from "../lead/emailClaims.ts";
import { fieldsOf } from "../lead/fields.ts";
import { addressesOf, assumedSource, effective, type LeadState } from "../lead/state.ts";
import { isOpen } from "../lead/status.ts";
import { findByAddress, leadsOf, loadPerson, type Person } from "../person/queries.ts";
import type { ScoringModel } from "../scoring/events.ts";
import { noBehaviour, scoreLead } from "../scoring/score.ts";

/** What links and scores need. The pool and the log are the worker's. */
export interface Refresh {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly modelOf: (tenantId: string) => Promise<ScoringModel>;
  readonly now: () => number;
}

/** Without a receipt: what is found out again is decided again, and comes to nothing where it is so already. */
const callerFor = ({ log }: Refresh, tenantId: string): Caller => ({
  log,
  tenantId,
  appendId: null,
  expectedVersion: null,
  metadata: { actor: "service:lead" },
});

/** The id a lead is, or should be, linked to. Its own link stays; `candidate` is who signed up with the address. */
const linkOf = async ({ pool }: Refresh, tenantId: string, lead: LeadState, candidate: string | null): Promise<string | null> => {
  if (lead.linkedUserId !== null) return lead.linkedUserId;
  const { email } = effective(lead);
  return (await findByAddress(pool, tenantId, [...(email === null ? [] : [email]), ...addressesOf(lead)])) ?? candidate;
};

/**
 * Brings one lead up to date with what is known of the person behind it: who they are, and what the score is now. Doing it again changes
 * nothing. Reads the log, not the view, so it cannot act on an old lead.
 */
export const refreshLead = async (r: Refresh, tenantId: string, leadId: string, candidate: string | null = null): Promise<void> => {
  const { id, state } = await loadCurrent(r.log, tenantId, leadId);
  if (!state.exists) return;
  const linked = await linkOf(r, tenantId, state, candidate);
  const person = linked === null ? null : await loadPerson(r.pool, tenantId, linked);
  let lead = state;
  if (person !== null && linked !== null && state.userId !== person.userId) {
    const command = { type: "link", userId: person.userId, linkedUserId: linked, at: r.now() } as const;
    lead = (await changeLead(callerFor(r, tenantId), id, command)).state;
  }
  const first = person && { source: person.utmSource ?? assumedSource, signedUpAt: person.signup?.at ?? null };
  if (first && foundSource(first, lead) !== null)
    lead = (await changeLead(callerFor(r, tenantId), id, { ...first, type: "find_source", at: r.now() })).state;
  if (!isOpen(lead.status) || lead.score?.external) return;
  const model = await r.modelOf(tenantId);
  const at = r.now();
  const { score, factors } = scoreLead(model, lead, person?.behaviour ?? noBehaviour, at);
  const { name, version, qualifyAt, disqualifyBelow } = model;
  const command = { type: "score", score, factors, model: name, version, external: false, qualifyAt, disqualifyBelow, at } as const;
  await changeLead(callerFor(r, tenantId), id, command);
};

/** Who a person without a lead becomes. */
const signUp = async (r: Refresh, tenantId: string, person: Person, email: string, linkedUserId: string): Promise<string> => {
  const at = r.now();
  // a lead since they signed up, however late that is heard of
  const createdAt = Math.min(person.signup?.at ?? at, at);
  const { id } = await captureLead(callerFor(r, tenantId), uuidv5(`signup:${normaliseEmail(email)}:${at}`, tenantId), {
    fields: { ...fieldsOf(person.signup ?? {}), email },
    properties: {},
    source: person.utmSource ?? assumedSource,
    campaignId: null,
    userId: person.userId,
    linkedUserId,
    origin: "signup",
    importId: null,
    onExisting: "fill",
    createdAt,
    at,
  });
  return id;
};

/** How long a source is waited for: the page view that names it may still be on its way, ms. */
const sourceGraceMs = 700;

/**
 * Brings the leads of a person up to date; a person with an address and no lead becomes one. "later": their source may still arrive.
 * `waitedMs`: since it was first requested.
 */
export const refreshPerson = async (r: Refresh, tenantId: string, userId: string, waitedMs: number): Promise<"done" | "later"> => {
  const person = await loadPerson(r.pool, tenantId, userId);
  const leads = new Set(await leadsOf(r.pool, tenantId, [...new Set([...person.userIds, userId])]));
  const entered = person.signup?.email && invalidEmail(person.signup.email) === null ? person.signup.email : null;
  const email = person.email?.address ?? entered;
  const candidate = person.email?.userId ?? person.signup?.userId ?? null;
  if (email !== null && candidate !== null) {
    const { holder } = await findEmail(r.log, tenantId, email);
    if (holder !== null) {
      await refreshLead(r, tenantId, holder, candidate);
      leads.delete(holder);
    } else if (leads.size === 0) {
      if (person.utmSource === null && waitedMs < sourceGraceMs) return "later";
      leads.add(await signUp(r, tenantId, person, email, candidate));
    }
  }
  for (const leadId of leads) await refreshLead(r, tenantId, leadId);
  return "done";
};
