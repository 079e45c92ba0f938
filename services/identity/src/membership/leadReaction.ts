import { LeadConvertedSchema, LeadLinkedSchema, LeadQualifiedSchema } from "@marketing/protos/lead/v1/lead_events";
import { appendIdOf, isUuid } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { changeUser } from "../user/commands.ts";
import { findEmail } from "../user/emailClaims.ts";
import { loadCanonicalUser } from "../user/load.ts";

export const leadEvents = foreignEvents(LeadQualifiedSchema, LeadConvertedSchema, LeadLinkedSchema);
type LeadEvent = Recorded<EventOf<typeof leadEvents>>;

interface Assignment {
  readonly segment: string;
  readonly priority: number;
}

/** The segment that an event puts the lead's person into; null = none. */
const assignmentOf = ({ type }: LeadEvent): Assignment | null => {
  if (type === "marketing.lead.v1.LeadQualified") return { segment: "qualified_lead", priority: 60 };
  return type === "marketing.lead.v1.LeadConverted" ? { segment: "customer", priority: 80 } : null;
};

/** The person a lead is, by id or by address; null = nobody who is known here. */
const personOf = async (log: EventLog, { tenantId, data }: LeadEvent): Promise<string | null> => {
  if (typeof data.userId === "string" && isUuid(data.userId)) return data.userId.toLowerCase();
  const email = "email" in data ? data.email : undefined;
  if (typeof email !== "string" || email === "") return null;
  const { holder } = await findEmail(log, tenantId, email);
  return holder === null ? null : (await loadCanonicalUser(log, tenantId, holder)).id;
};

// Table `segment_leads`: assignments that wait until it is known who the lead is.

const keep = (pool: Pool, tenantId: string, leadId: string, { segment, priority }: Assignment) =>
  pool.query("INSERT INTO segment_leads (tenant_id, lead_id, segment, priority) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    tenantId,
    leadId,
    segment,
    priority,
  ]);
const loadKept = async (pool: Pool, tenantId: string, leadId: string): Promise<ReadonlyArray<Assignment>> =>
  (await pool.query<Assignment>("SELECT segment, priority FROM segment_leads WHERE tenant_id = $1 AND lead_id = $2", [tenantId, leadId]))
    .rows;
const removeKept = (pool: Pool, tenantId: string, leadId: string) =>
  pool.query("DELETE FROM segment_leads WHERE tenant_id = $1 AND lead_id = $2", [tenantId, leadId]);

/**
 * A qualified lead's person is in `qualified_lead`, a converted one's in `customer`. Decided once an event, by its id. Where nobody is known for
 * the lead yet, the assignment waits until the lead is linked to somebody.
 */
export const leadReaction =
  (log: EventLog, pool: Pool) =>
  async (e: LeadEvent): Promise<void> => {
    const { tenantId, eventId } = e;
    const { leadId } = e.data;
    if (typeof leadId !== "string" || !isUuid(leadId)) throw new TypeError(`event ${eventId} names no lead`);
    const userId = await personOf(log, e);

    const assign = (to: string, { segment, priority }: Assignment): Promise<unknown> => {
      const caller = {
        log,
        tenantId,
        appendId: appendIdOf(tenantId, `lead:${segment}`, eventId),
        expectedVersion: null,
        metadata: { actor: "service:lead", causationId: eventId },
      };
      const source = `lead:${leadId.toLowerCase()}`;
      return changeUser(caller, to, { type: "assign_segment", segment, priority, source, at: e.recordedAt.getTime() });
    };

    const assignment = assignmentOf(e);
    if (assignment) await (userId === null ? keep(pool, tenantId, leadId, assignment) : assign(userId, assignment));
    if (e.type !== "marketing.lead.v1.LeadLinked" || userId === null) return;
    const kept = await loadKept(pool, tenantId, leadId);
    for (const waiting of kept) await assign(userId, waiting);
    if (kept.length > 0) await removeKept(pool, tenantId, leadId);
  };
