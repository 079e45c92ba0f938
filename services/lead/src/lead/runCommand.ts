import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AppendError } from "@marketing/shared/base/appendError";
import { fromRejection } from "@marketing/shared/base/errors";
import type { EventMetadata, NewEvent } from "@marketing/shared/base/event";
import { appendIdOf } from "@marketing/shared/base/ids";
import type { Append, EventLog } from "@marketing/shared/log/eventLog";
import { Result } from "effect";
import { leadDecider } from "./lead.ts";
import type { LeadCommand } from "./leadCommand.ts";
import type { LeadEvent } from "./leadEvents.ts";
import type { LeadState } from "./leadState.ts";
import type { LoadedLead } from "./loadLead.ts";
import { leadStream } from "./streams.ts";

/** Who asks, for whom, and under which receipt. */
export interface Caller {
  readonly log: EventLog;
  readonly tenantId: string;
  /** e.g. "CaptureLead"; with requestId it names the receipt. */
  readonly rpc: string;
  readonly requestId: string | null;
  readonly expectedVersion: number | null;
  readonly metadata: EventMetadata;
}

export interface Outcome {
  readonly leadId: string;
  readonly state: LeadState;
  readonly version: number;
  readonly position: number;
  /** What this call appended to the lead's stream. */
  readonly events: ReadonlyArray<LeadEvent>;
  readonly replayed: boolean;
}

/** What a decision needs to know, looked up anew at every attempt. */
export interface Looked {
  readonly lead: LoadedLead;
  readonly command: LeadCommand;
  /** What other streams of the same append say for these events: reservations, the other half of a merge. */
  readonly alongside?: (events: ReadonlyArray<LeadEvent>) => Append["writes"];
}

/** As many rivals as there may be for one address at once, and more. */
const attempts = 60;

export const appendIdFor = ({ tenantId, rpc, requestId }: Caller): string =>
  requestId === null ? randomUUID() : appendIdOf(tenantId, rpc, requestId);

/** Personal fields of a lead's events are the lead's. */
export const about =
  (leadId: string) =>
  (event: LeadEvent): NewEvent => ({ ...event, subjectId: leadId });

/**
 * Looks up, decides, appends to every stream concerned at once; what changed in between is looked up and decided again.
 * Throws RpcError for a refusal, AppendError when the caller's expected version is not the lead's.
 */
export const runCommand = async (caller: Caller, look: () => Promise<Looked>, appendId = appendIdFor(caller)): Promise<Outcome> => {
  const [receipt, first] = await Promise.all([
    caller.requestId === null ? null : caller.log.findReceipt(caller.tenantId, appendId),
    look(),
  ]);
  if (receipt) {
    const { leadId, state, version } = first.lead;
    return { leadId, state, version: receipt.versions[0] ?? version, position: receipt.position, events: [], replayed: true };
  }
  for (let attempt = 1; ; attempt++) {
    const { lead, command, alongside } = attempt === 1 ? first : await look();
    const stream = leadStream(lead.leadId);
    if (caller.expectedVersion !== null && caller.expectedVersion !== lead.version)
      throw new AppendError("wrong_expected_version", stream, lead.version);
    const decision = leadDecider.decide(command, lead.state);
    if (Result.isFailure(decision)) throw fromRejection(decision.failure);
    const events = decision.success;
    if (events.length === 0) return { ...lead, events, replayed: false };
    try {
      const { position, versions, replayed } = await caller.log.append({
        tenantId: caller.tenantId,
        appendId,
        writes: [{ streamId: stream, expected: lead.version, events: events.map(about(lead.leadId)) }, ...(alongside?.(events) ?? [])],
        metadata: caller.metadata,
      });
      return {
        leadId: lead.leadId,
        state: events.reduce(leadDecider.evolve, lead.state),
        version: versions[0]!,
        position,
        events: replayed ? [] : events,
        replayed,
      };
    } catch (error) {
      const conflict = error instanceof AppendError && error.reason === "wrong_expected_version";
      if (!conflict || attempt === attempts) throw error;
      await sleep(Math.random() * Math.min(5 * attempt, 50));
    }
  }
};
