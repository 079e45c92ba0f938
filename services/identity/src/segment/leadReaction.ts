import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { foldReservation } from "../user/emailReservation.ts";
import { emailStream } from "../user/identifiers.ts";
import { loadPerson } from "../user/loadUser.ts";
import type { UserCommand } from "../user/userCommand.ts";
import { changeUser } from "../user/userCommands.ts";

const prefix = "marketing.lead.v1.";
const entering: Readonly<Record<string, { readonly segment: string; readonly priority: number }>> = {
  [`${prefix}LeadQualified`]: { segment: "qualified_lead", priority: 60 },
  [`${prefix}LeadConverted`]: { segment: "customer", priority: 80 },
};
const linked = `${prefix}LeadLinked`;
export const leadTypes = [...Object.keys(entering), linked];

interface Lead {
  readonly leadId?: unknown;
  readonly userId?: unknown;
  readonly email?: unknown;
}

/**
 * A qualified lead's person is in `qualified_lead`, a converted one's in `customer`. Decided once an event, by its id. Where nobody is known for
 * the lead yet, it waits in a row until the lead is linked to somebody.
 */
export const leadReaction =
  (log: EventLog, pool: Pool) =>
  async (e: RecordedEvent): Promise<void> => {
    const { leadId, userId, email } = e.data as Lead;
    if (typeof leadId !== "string" || !isUuid(leadId)) throw new TypeError(`event ${e.eventId} names no lead`);
    const named = typeof userId === "string" && isUuid(userId) ? userId.toLowerCase() : null;
    const person = named ?? (typeof email === "string" && email !== "" ? await holderOf(log, e.tenantId, email) : null);

    const assign = (segment: string, priority: number): Promise<unknown> => {
      const command: UserCommand = {
        type: "assign_segment",
        segment,
        priority,
        source: `lead:${leadId.toLowerCase()}`,
        at: e.recordedAt.getTime(),
      };
      const metadata = { actor: "service:lead", causationId: e.eventId };
      const caller = { log, tenantId: e.tenantId, rpc: `lead:${segment}`, requestId: e.eventId, expectedVersion: null, metadata };
      return changeUser(caller, person!, command);
    };

    const enters = entering[e.type];
    if (enters && person !== null) await assign(enters.segment, enters.priority);
    if (enters && person === null)
      await pool.query("INSERT INTO segment_leads (tenant_id, lead_id, segment, priority) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
        e.tenantId,
        leadId,
        enters.segment,
        enters.priority,
      ]);
    if (e.type === linked && person !== null) {
      const { rows } = await pool.query<{ segment: string; priority: number }>(
        "SELECT segment, priority FROM segment_leads WHERE tenant_id = $1 AND lead_id = $2",
        [e.tenantId, leadId],
      );
      for (const { segment, priority } of rows) await assign(segment, priority);
      if (rows.length > 0) await pool.query("DELETE FROM segment_leads WHERE tenant_id = $1 AND lead_id = $2", [e.tenantId, leadId]);
    }
  };

/** Who has the address; null = nobody who is known here. */
const holderOf = async (log: EventLog, tenantId: string, email: string): Promise<string | null> => {
  const { holder } = foldReservation(await log.readStreamAll(tenantId, emailStream(email)));
  return holder === null ? null : (await loadPerson(log, tenantId, holder)).userId;
};
