import { randomUUID } from "node:crypto";
import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, type Write } from "@marketing/shared/command/execute";
import { type HandledLead, type LeadFacts, type LoadedLead, leadAggregate, leadStream, loadCurrent, loadLead } from "./commands.ts";
import { emailClaims } from "./emailClaims.ts";
import type { LeadEvent } from "./events.ts";
import { findMerge, recordMerge, recordUndo } from "./mergeRecord.ts";
import { addressesOf } from "./state.ts";

/** Hands the addresses over in the append of the merge or of its undoing. */
const handOver = async ({ log, tenantId }: Caller, keys: ReadonlyArray<string>, from: string, to: string): Promise<Write[]> => {
  const claims = await Promise.all(keys.map((key) => emailClaims.find(log, tenantId, key)));
  return claims.filter(({ holder }) => holder === from || holder === null).map((claim) => emailClaims.take(claim, to));
};

/** The loser's part of a merge or of its undoing. */
const loserWrite = (loser: LoadedLead, event: LeadEvent): Write => ({
  streamId: leadStream(loser.id),
  expected: loser.version,
  events: [{ ...event, subjectId: loser.id }],
});

/** Makes the loser part of the winner. `mergeId`: null where they have nothing to do with each other after all. */
export const mergeLeads = async (
  caller: Caller,
  { winnerId, loserId, reason, at }: { readonly winnerId: string; readonly loserId: string; readonly reason: string; readonly at: number },
): Promise<HandledLead & { readonly mergeId: string | null }> => {
  const { log, tenantId } = caller;
  const mergeId = uuidv5("merge", caller.appendId ?? randomUUID());
  const handled = await execute(caller, leadAggregate, async (): Promise<LeadFacts> => {
    const [current, loser] = await Promise.all([loadCurrent(log, tenantId, winnerId), loadLead(log, tenantId, loserId)]);
    const moved = await handOver(caller, addressesOf(loser.state), loser.id, current.id);
    return {
      current,
      command: { type: "merge", loser: loser.state, mergeId, reason, at },
      alongside: () => [
        loserWrite(loser, { type: "lead_merged_into", data: { leadId: loser.id, mergeId, winnerId: current.id, at } }),
        recordMerge({ mergeId, winnerId: current.id, loserId: loser.id }),
        ...moved,
      ],
    };
  });
  return { ...handled, mergeId: handled.state.layers.find((l) => l.ids.includes(loserId))?.mergeId ?? null };
};

/** Both leads as they are after the undo. Throws NOT_FOUND, and FAILED_PRECONDITION where the loser has gone elsewhere since. */
export const undoMerge = async (
  caller: Caller,
  { mergeId, reason, at }: { readonly mergeId: string; readonly reason: string; readonly at: number },
): Promise<HandledLead & { readonly loser: LoadedLead }> => {
  const { log, tenantId } = caller;
  const recorded = await findMerge(log, tenantId, mergeId);
  if (recorded === null) throw notFound("MERGE_NOT_FOUND", "no such merge", { merge_id: mergeId });
  const { winnerId, loserId } = recorded;
  const handled = await execute(caller, leadAggregate, async (): Promise<LeadFacts> => {
    const [current, loser] = await Promise.all([loadLead(log, tenantId, winnerId), loadLead(log, tenantId, loserId)]);
    const layer = current.state.layers.find((l) => l.mergeId === mergeId);
    if (layer && loser.state.mergedInto?.mergeId !== mergeId)
      throw failedPrecondition("MERGE_CHANGED", "the loser is no longer part of the winner by this merge", { merge_id: mergeId });
    const moved = layer ? await handOver(caller, layer.emails, winnerId, loserId) : [];
    return {
      current,
      command: { type: "unmerge", mergeId, reason, at },
      alongside: () => [
        loserWrite(loser, { type: "lead_unmerged_from", data: { leadId: loserId, mergeId, winnerId, at } }),
        recordUndo(mergeId),
        ...moved,
      ],
    };
  });
  return { ...handled, loser: await loadLead(log, tenantId, loserId) };
};
