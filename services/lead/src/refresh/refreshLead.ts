import { invalidEmail, normaliseEmail } from "@marketing/shared/base/email";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { changeLead, loadCurrent } from "../lead/commands.ts";
import { type Capture, foundSource } from "../lead/decideFields.ts";
import { fieldsOf } from "../lead/fields.ts";
import { addressesOf, assumedSource, effective, type LeadState } from "../lead/state.ts";
import { isOpen } from "../lead/status.ts";
import { findByAddress, loadPerson, type Person, type PersonSignup } from "../person/queries.ts";
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
export const callerFor = ({ log }: Refresh, tenantId: string): Caller => ({
  log,
  tenantId,
  appendId: null,
  expectedVersion: null,
  metadata: { actor: "service:lead" },
});

/** Where somebody can be reached, and the id that said so. */
export interface Address {
  readonly email: string;
  readonly userId: string;
  /** ms since 1970; null = identity knows it. */
  readonly signedUpAt: number | null;
}
export const addressIn = ({ email }: PersonSignup): string | null => (email !== null && invalidEmail(email) === null ? email : null);

/**
 * The id a lead is, or should be, linked to; `candidate` is who has the address, or signed up with it. A link that somebody named stays. A sign-up's
 * follows whose the address is, and then who signed up first, in whatever order that becomes known.
 */
const linkOf = async ({ pool }: Refresh, tenantId: string, lead: LeadState, candidate: Address | null): Promise<string | null> => {
  const { linkedUserId, sourceDerived, sourceAt } = lead;
  if (linkedUserId !== null && !sourceDerived) return linkedUserId;
  const { email } = effective(lead);
  const emails = [...(email === null ? [] : [email]), ...addressesOf(lead)];
  const known = await findByAddress(pool, tenantId, emails);
  if (known !== null) return known;
  if (linkedUserId === null || candidate === null) return linkedUserId ?? candidate?.userId ?? null;
  const { signedUpAt, userId } = candidate;
  return signedUpAt !== null && (sourceAt === null || signedUpAt < sourceAt) ? userId : linkedUserId;
};

/** The person's sign-up that a lead is of: with its address, or without any. */
export const signupWith = ({ signups }: Person, email: string | null): PersonSignup | null =>
  signups.find((s) => email !== null && s.email !== null && normaliseEmail(s.email) === normaliseEmail(email)) ??
  signups.find((s) => addressIn(s) === null) ??
  null;

/** What a sign-up says is taken over when it becomes known, once: what somebody clears later stays so. */
const learnSource = async (r: Refresh, tenantId: string, leadId: string, lead: LeadState, person: Person): Promise<LeadState> => {
  const signup = signupWith(person, effective(lead).email);
  const first = { source: person.utmSource ?? assumedSource, signedUpAt: signup?.at ?? null };
  if (foundSource(first, lead) === null) return lead;
  const at = r.now();
  const found = await changeLead(callerFor(r, tenantId), leadId, { ...first, type: "find_source", at });
  if (signup === null || lead.sourceAt === signup.at) return found.state;
  const said: Capture = {
    type: "capture",
    leadId,
    fields: { ...fieldsOf(signup), email: null },
    ...{ properties: {}, source: null, campaignId: null, userId: null, linkedUserId: null, importId: null },
    origin: "signup",
    onExisting: "fill",
    createdAt: signup.at,
    at,
  };
  return (await changeLead(callerFor(r, tenantId), leadId, said)).state;
};

/**
 * Brings one lead up to date with what is known of the person behind it: who they are, and what the score is now. Doing it again changes
 * nothing. Reads the log, not the view, so it cannot act on an old lead.
 */
export const refreshLead = async (r: Refresh, tenantId: string, leadId: string, candidate: Address | null = null): Promise<void> => {
  const { id, state } = await loadCurrent(r.log, tenantId, leadId);
  if (!state.exists) return;
  const linked = await linkOf(r, tenantId, state, candidate);
  const person = linked === null ? null : await loadPerson(r.pool, tenantId, linked);
  let lead = state;
  if (person !== null && linked !== null && (state.userId !== person.userId || state.linkedUserId !== linked)) {
    const command = { type: "link", userId: person.userId, linkedUserId: linked, at: r.now() } as const;
    lead = (await changeLead(callerFor(r, tenantId), id, command)).state;
  }
  if (person !== null) lead = await learnSource(r, tenantId, id, lead, person);
  if (!isOpen(lead.status) || lead.score?.external) return;
  const model = await r.modelOf(tenantId);
  const at = r.now();
  const { score, factors } = scoreLead(model, lead, person?.behaviour ?? noBehaviour, at);
  const { name, version, qualifyAt, disqualifyBelow } = model;
  const command = { type: "score", score, factors, model: name, version, external: false, qualifyAt, disqualifyBelow, at } as const;
  await changeLead(callerFor(r, tenantId), id, command);
};
