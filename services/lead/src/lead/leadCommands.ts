import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Append } from "@marketing/shared/log/eventLog";
import { normaliseEmail } from "./contact.ts";
import { addressesOf } from "./lead.ts";
import type { LeadCommand } from "./leadCommand.ts";
import type { LeadEvent } from "./leadEvents.ts";
import { type LoadedLead, loadCurrent, loadLead, loadReservation, type Reservation } from "./loadLead.ts";
import { about, appendIdFor, type Caller, type Outcome, runCommand } from "./runCommand.ts";
import { emailStream, leadStream, mergeStream } from "./streams.ts";

type Of<T extends LeadCommand["type"]> = Extract<LeadCommand, { type: T }>;
type Write = Append["writes"][number];

const reserve = (r: Reservation, leadId: string): Write => ({
  streamId: emailStream(r.email),
  expected: r.version,
  events: [{ type: "email_reserved", data: { leadId } }],
});
const release = (email: string, leadId: string): Write => ({
  streamId: emailStream(email),
  expected: "stream-exists",
  events: [{ type: "email_released", data: { leadId } }],
});

/**
 * The one way in, for forms, files and sign-ups: whoever holds the address is the lead, else `newLeadId` is, and the address is reserved in the
 * same append. Of fifty at once one wins the reservation; the others find its lead.
 */
export const captureLead = async (
  caller: Caller,
  newLeadId: string,
  c: Omit<Of<"capture">, "type" | "leadId">,
): Promise<Outcome & { readonly deduplicated: boolean }> => {
  const { log, tenantId } = caller;
  const outcome = await runCommand(caller, async () => {
    const reservation = c.fields.email === null ? null : await loadReservation(log, tenantId, c.fields.email);
    const holder = reservation?.holder ?? null;
    const lead = holder === null ? await loadLead(log, tenantId, newLeadId) : await loadCurrent(log, tenantId, holder);
    return {
      lead,
      command: { ...c, type: "capture", leadId: lead.leadId },
      alongside: () => (reservation === null || holder !== null ? [] : [reserve(reservation, lead.leadId)]),
    };
  });
  return { ...outcome, deduplicated: outcome.leadId !== newLeadId };
};

/** A command about one lead. */
export const changeLead = (caller: Caller, leadId: string, command: LeadCommand): Promise<Outcome> =>
  runCommand(caller, async () => ({ lead: await loadCurrent(caller.log, caller.tenantId, leadId), command }));

/** Addresses move with the fields: the new one is reserved, the old one given back, in the same append. */
const addressWrites = (lead: LoadedLead, wanted: Reservation | null, events: ReadonlyArray<LeadEvent>): Write[] => {
  const change = events.find((e) => e.type === "lead_updated");
  if (change?.type !== "lead_updated" || change.data.fields.email === undefined) return [];
  const next = change.data.fields.email;
  const before = lead.state.own.email;
  const writes: Write[] = [];
  if (next !== null && before !== null && normaliseEmail(next) === normaliseEmail(before)) return [];
  if (next !== null && wanted !== null && wanted.holder !== lead.leadId) writes.push(reserve(wanted, lead.leadId));
  const inherited = lead.state.layers.some((l) => before !== null && l.emails.includes(normaliseEmail(before)));
  if (before !== null && !inherited) writes.push(release(before, lead.leadId));
  return writes;
};

export const updateLead = (caller: Caller, leadId: string, c: Omit<Of<"update">, "type" | "emailHolder">): Promise<Outcome> =>
  runCommand(caller, async () => {
    const { log, tenantId } = caller;
    const [lead, wanted] = await Promise.all([
      loadCurrent(log, tenantId, leadId),
      c.fields.email ? loadReservation(log, tenantId, c.fields.email) : null,
    ]);
    const holder = wanted?.holder ? (await loadCurrent(log, tenantId, wanted.holder)).leadId : null;
    return {
      lead,
      command: { ...c, type: "update", emailHolder: holder },
      alongside: (events) => addressWrites(lead, wanted, events),
    };
  });

/** Hands the addresses over in the append of the merge or of its undoing. */
const handOver = async ({ log, tenantId }: Caller, emails: ReadonlyArray<string>, from: string, to: string): Promise<Write[]> => {
  const held = await Promise.all(emails.map((email) => loadReservation(log, tenantId, email)));
  return held.filter((r) => r.holder === from || r.holder === null).map((r) => reserve(r, to));
};

export const mergeLeads = async (
  caller: Caller,
  c: { readonly winnerId: string; readonly loserId: string; readonly reason: string; readonly at: number },
): Promise<Outcome & { readonly mergeId: string | null }> => {
  const { log, tenantId } = caller;
  const appendId = appendIdFor(caller);
  const mergeId = uuidv5("merge", appendId);
  const outcome = await runCommand(
    caller,
    async () => {
      const [lead, loser] = await Promise.all([loadCurrent(log, tenantId, c.winnerId), loadLead(log, tenantId, c.loserId)]);
      const moved = await handOver(caller, addressesOf(loser.state), loser.leadId, lead.leadId);
      const into: LeadEvent = { type: "lead_merged_into", data: { leadId: loser.leadId, mergeId, winnerId: lead.leadId, at: c.at } };
      const record = { mergeId, winnerId: lead.leadId, loserId: loser.leadId };
      return {
        lead,
        command: { type: "merge", loser: loser.state, mergeId, reason: c.reason, at: c.at },
        alongside: () => [
          { streamId: leadStream(loser.leadId), expected: loser.version, events: [about(loser.leadId)(into)] },
          { streamId: mergeStream(mergeId), expected: "no-stream", events: [{ type: "merge_recorded", data: record }] },
          ...moved,
        ],
      };
    },
    appendId,
  );
  return { ...outcome, mergeId: outcome.state.layers.find((l) => l.ids.includes(c.loserId))?.mergeId ?? null };
};

/** Both leads as they are after the undo. */
export const undoMerge = async (
  caller: Caller,
  c: { readonly mergeId: string; readonly reason: string; readonly at: number },
): Promise<Outcome & { readonly loser: LoadedLead }> => {
  const { log, tenantId } = caller;
  const { mergeId, reason, at } = c;
  const [record] = await log.readStream(tenantId, mergeStream(mergeId), 0, 1);
  if (!record) throw notFound("MERGE_NOT_FOUND", "no such merge", { merge_id: mergeId });
  const { winnerId, loserId } = record.data as { winnerId: string; loserId: string };
  const outcome = await runCommand(caller, async () => {
    const [lead, loser] = await Promise.all([loadLead(log, tenantId, winnerId), loadLead(log, tenantId, loserId)]);
    const layer = lead.state.layers.find((l) => l.mergeId === mergeId);
    if (layer && loser.state.mergedInto?.mergeId !== mergeId)
      throw failedPrecondition("MERGE_CHANGED", "the loser is no longer part of the winner by this merge", { merge_id: mergeId });
    const moved = layer ? await handOver(caller, layer.emails, winnerId, loserId) : [];
    const from: LeadEvent = { type: "lead_unmerged_from", data: { leadId: loserId, mergeId, winnerId, at } };
    return {
      lead,
      command: { type: "unmerge", mergeId, reason, at },
      alongside: () => [
        { streamId: leadStream(loserId), expected: loser.version, events: [about(loserId)(from)] },
        { streamId: mergeStream(mergeId), expected: "stream-exists", events: [{ type: "merge_undone", data: { mergeId } }] },
        ...moved,
      ],
    };
  });
  return { ...outcome, loser: await loadLead(log, tenantId, loserId) };
};
