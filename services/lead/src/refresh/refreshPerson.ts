import { normaliseEmail } from "@marketing/shared/base/email";
import { uuidv5 } from "@marketing/shared/base/ids";
import { captureLead } from "../lead/commands.ts";
import { findEmail } from "../lead/emailClaims.ts";
import { fieldsOf } from "../lead/fields.ts";
import { assumedSource } from "../lead/state.ts";
import { leadsOf, loadPerson, type Person } from "../person/queries.ts";
import { type Address, addressIn, callerFor, type Refresh, refreshLead, signupWith } from "./refreshLead.ts";

/** Who a person without a lead becomes. */
const signUp = async (r: Refresh, tenantId: string, person: Person, { email, userId: linkedUserId }: Address): Promise<string> => {
  const at = r.now();
  const signup = signupWith(person, email);
  // a lead since they signed up, however late that is heard of
  const createdAt = Math.min(signup?.at ?? at, at);
  const { id } = await captureLead(callerFor(r, tenantId), uuidv5(`signup:${normaliseEmail(email)}:${at}`, tenantId), {
    fields: { ...fieldsOf(signup ?? {}), email },
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

/** Those that a person signed up with, each of them a lead, and the one that identity knows. */
const addressesOfPerson = ({ signups, email }: Person): ReadonlyArray<Address> => [
  ...signups.flatMap((s) => {
    const entered = addressIn(s);
    return entered === null ? [] : [{ email: entered, userId: s.userId, signedUpAt: s.at }];
  }),
  ...(email === null ? [] : [{ email: email.address, userId: email.userId, signedUpAt: null }]),
];

/**
 * Brings the leads of a person up to date; who signed up with an address is a lead, and so is who has an address and no lead under the same id.
 * "later": their source may still arrive. `waitedMs`: since it was first requested.
 */
export const refreshPerson = async (r: Refresh, tenantId: string, userId: string, waitedMs: number): Promise<"done" | "later"> => {
  const person = await loadPerson(r.pool, tenantId, userId);
  const leads = new Set(await leadsOf(r.pool, tenantId, [...new Set([...person.userIds, userId])]));
  for (const address of addressesOfPerson(person)) {
    const { holder } = await findEmail(r.log, tenantId, address.email);
    if (holder !== null) {
      await refreshLead(r, tenantId, holder, address);
      leads.delete(holder);
    } else if (address.signedUpAt !== null || (await leadsOf(r.pool, tenantId, [address.userId])).length === 0) {
      if (person.utmSource === null && waitedMs < sourceGraceMs) return "later";
      leads.add(await signUp(r, tenantId, person, address));
    }
  }
  for (const leadId of leads) await refreshLead(r, tenantId, leadId);
  return "done";
};
