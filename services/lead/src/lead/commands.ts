import { type Aggregate, type Loaded, load, streamIdOf } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, type Facts, type Handled, type Write } from "@marketing/shared/command/execute";
import type { Claim } from "@marketing/shared/command/uniqueClaims";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type LeadCommand, leadDecider } from "./decide.ts";
import type { Capture, Update } from "./decideFields.ts";
import { emailClaims, findEmail } from "./emailClaims.ts";
import type { LeadEvent } from "./events.ts";
import { initialLead, type LeadState } from "./state.ts";

export type LoadedLead = Loaded<LeadState>;
/** What a decision about a lead is made of. */
export type LeadFacts = Facts<LeadState, LeadCommand, LeadEvent>;
export type HandledLead = Handled<LeadState, LeadEvent>;

/** Personal fields of a lead's events are encrypted under the lead's id. */
export const leadAggregate: Aggregate<LeadState, LeadCommand, LeadEvent> = {
  category: "lead",
  decider: leadDecider,
  initialFor: (leadId) => ({ ...initialLead, leadId }),
  personal: true,
};

export const leadStream = (leadId: string): string => streamIdOf(leadAggregate, leadId);

/** A lead as the log has it now. */
export const loadLead = (log: EventLog, tenantId: string, leadId: string): Promise<LoadedLead> =>
  load(log, leadAggregate, tenantId, leadId);

/** The lead an id stands for now: one that was merged is another. */
export const loadCurrent = async (log: EventLog, tenantId: string, leadId: string): Promise<LoadedLead> => {
  let lead = await loadLead(log, tenantId, leadId);
  for (let depth = 0; lead.state.mergedInto !== null && depth < 64; depth++)
    lead = await loadLead(log, tenantId, lead.state.mergedInto.winnerId);
  return lead;
};

/**
 * Every lead begins here, whether by a form, a file or a sign-up: the lead that holds the address is the one, otherwise `newLeadId` becomes it, and
 * takes the address in the same append. Of fifty captures at once one takes the address; the others find its lead.
 */
export const captureLead = async (
  caller: Caller,
  newLeadId: string,
  c: Omit<Capture, "type" | "leadId">,
): Promise<HandledLead & { readonly deduplicated: boolean }> => {
  const { log, tenantId } = caller;
  const { email } = c.fields;
  const handled = await execute(caller, leadAggregate, async (): Promise<LeadFacts> => {
    const claim = email === null ? null : await findEmail(log, tenantId, email);
    const current = claim?.holder ? await loadCurrent(log, tenantId, claim.holder) : await loadLead(log, tenantId, newLeadId);
    return {
      current,
      command: { ...c, type: "capture", leadId: current.id },
      alongside: () => (claim === null || claim.holder !== null ? [] : [emailClaims.take(claim, current.id)]),
    };
  });
  return { ...handled, deduplicated: handled.id !== newLeadId };
};

/** A command about one lead. */
export const changeLead = (caller: Caller, leadId: string, command: LeadCommand): Promise<HandledLead> =>
  execute(caller, leadAggregate, async () => ({ current: await loadCurrent(caller.log, caller.tenantId, leadId), command }), {
    id: leadId,
  });

/** Addresses move with the fields: the new one is taken, the old one given back, in the same append. */
const addressWrites = ({ id, state }: LoadedLead, wanted: Claim | null, events: ReadonlyArray<LeadEvent>): ReadonlyArray<Write> => {
  const changed = events.find((e) => e.type === "lead_updated");
  const next = changed?.data.fields.email;
  const before = state.emailKey;
  if (next === undefined || (next !== null && wanted?.value === before)) return [];
  // an address that came with a merged lead goes on standing for this one
  const inherited = before !== null && state.layers.some((l) => l.emails.includes(before));
  return [
    ...(next !== null && wanted !== null ? [emailClaims.take(wanted, id)] : []),
    ...(before !== null && !inherited ? [emailClaims.give(before, id)] : []),
  ];
};

/** Sets and clears what a person corrects. */
export const updateLead = (caller: Caller, leadId: string, c: Omit<Update, "type" | "emailHolder">): Promise<HandledLead> =>
  execute(
    caller,
    leadAggregate,
    async (): Promise<LeadFacts> => {
      const { log, tenantId } = caller;
      const [current, wanted] = await Promise.all([
        loadCurrent(log, tenantId, leadId),
        c.fields.email ? findEmail(log, tenantId, c.fields.email) : null,
      ]);
      const emailHolder = wanted?.holder ? (await loadCurrent(log, tenantId, wanted.holder)).id : null;
      return {
        current,
        command: { ...c, type: "update", emailHolder },
        alongside: (events) => addressWrites(current, wanted, events),
      };
    },
    { id: leadId },
  );
