import type { RecordedEvent } from "@marketing/shared/base/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { evolve } from "./evolveLead.ts";
import type { LeadEvent } from "./leadEvents.ts";
import { initialLead, type LeadState } from "./leadState.ts";
import { emailStream, leadStream } from "./streams.ts";

export interface LoadedLead {
  readonly leadId: string;
  readonly state: LeadState;
  /** 0 = nobody. */
  readonly version: number;
  readonly position: number;
}

/** A lead as the log knows it. */
export const loadLead = async (log: EventLog, tenantId: string, leadId: string): Promise<LoadedLead> => {
  const events = await log.readStreamAll(tenantId, leadStream(leadId));
  const last = events.at(-1);
  return {
    leadId,
    state: events.reduce((s, e) => evolve(s, e as unknown as LeadEvent), { ...initialLead, leadId }),
    version: last?.version ?? 0,
    position: last?.position ?? 0,
  };
};

/** The lead an id stands for now: one that was merged is another. */
export const loadCurrent = async (log: EventLog, tenantId: string, leadId: string): Promise<LoadedLead> => {
  let lead = await loadLead(log, tenantId, leadId);
  for (let depth = 0; lead.state.mergedInto !== null && depth < 64; depth++)
    lead = await loadLead(log, tenantId, lead.state.mergedInto.winnerId);
  return lead;
};

/** Who holds an address, as its stream says, and the version at which it says so. */
export interface Reservation {
  readonly email: string;
  readonly holder: string | null;
  readonly version: number;
}

export const foldReservation = (email: string, events: ReadonlyArray<RecordedEvent>): Reservation => ({
  email,
  holder: events.reduce<string | null>((_, e) => (e.type === "email_reserved" ? e.data.leadId : null), null),
  version: events.at(-1)?.version ?? 0,
});

export const loadReservation = async (log: EventLog, tenantId: string, email: string): Promise<Reservation> =>
  foldReservation(email, await log.readStreamAll(tenantId, emailStream(email)));
