import { userIdOf } from "@marketing/protos/ids";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { limited } from "@marketing/shared/grpc/limits";
import { unary } from "@marketing/shared/grpc/rpc";
import { checked, commandFields, given, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { captureLead, changeLead, updateLead } from "./commands.ts";
import { e164 } from "./contact.ts";
import { eachField, ruleOf } from "./fields.ts";
import { leadAnswer } from "./messages.ts";
import { samePhone } from "./queries.ts";
import { anyProperties, changesIn, leadFields, personId, properties, source, updateRequest } from "./requests.ts";
import { effective, type LeadState } from "./state.ts";

const scope = "lead:write";
const { requestId } = commandFields;
/** Only commands move these; a request that sets them is refused. */
const serversOwn = optional(
  limited(
    checked(Schema.Unknown, () => "is the server's own: it moves by commands and the scoring model"),
    { kind: "text", characters: 0 },
  ),
);
const namespace = checked(text(50), (v) => (/^[a-z0-9_-]+$/.test(v) ? null : "must be made of a-z, 0-9, _ and -"));

/** Other leads with the lead's telephone number. */
const mergeSuggestions = async (pool: Pool, tenantId: string, lead: LeadState): Promise<ReadonlyArray<string>> => {
  const { phone } = effective(lead);
  const number = phone === null ? null : e164(phone);
  return number === null ? [] : withTenant(pool, tenantId, (client) => samePhone(client, tenantId, number, lead.leadId));
};

/** What is known of a lead: captured, corrected by a person, enriched by a provider. */
export const fieldRpcs = (log: EventLog, pool: Pool) => ({
  captureLead: unary(LeadService.method.captureLead, {
    scope,
    request: {
      ...leadFields,
      source: optional(source),
      properties,
      campaignId: optional(uuid),
      userId: optional(personId),
      requestId,
      status: serversOwn,
      score: serversOwn,
      qualified: serversOwn,
    },
    rules: (raw) => (given(raw, ["email", "phone"]) === 0 ? [{ field: "email", description: "email or phone is required" }] : []),
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const caller = callerOf(log, ctx, "CaptureLead", r);
      const at = Date.now();
      const userId = r.userId === null ? null : userIdOf(tenantId, r.userId);
      const newLeadId = r.requestId === null ? uuidv7() : uuidv5(`capture:${r.requestId}`, tenantId);
      const captured = await captureLead(caller, newLeadId, {
        fields: eachField((field) => (ruleOf(field).trimmed ? r[field]?.trim() : r[field]) ?? null),
        properties: r.properties,
        source: r.source?.trim() ?? null,
        campaignId: r.campaignId,
        userId,
        linkedUserId: userId,
        origin: "api",
        importId: null,
        onExisting: "fill",
        createdAt: at,
        at,
      });
      // a lead that was there before is linked by an event of its own
      const linked =
        userId === null || captured.state.linkedUserId !== null
          ? captured
          : await changeLead({ ...caller, appendId: null }, captured.id, { type: "link", userId, linkedUserId: userId, at });
      return {
        ...leadAnswer(linked),
        deduplicated: captured.deduplicated,
        mergeSuggestions: await mergeSuggestions(pool, tenantId, linked.state),
      };
    },
  }),

  updateLead: unary(LeadService.method.updateLead, {
    scope,
    request: updateRequest,
    handle: async (ctx, r) =>
      leadAnswer(await updateLead(callerOf(log, ctx, "UpdateLead", r), r.leadId, { ...changesIn(r), at: Date.now() })),
  }),

  enrichLead: unary(LeadService.method.enrichLead, {
    scope,
    request: {
      leadId: uuid,
      provider: text(50),
      namespace: optional(namespace),
      at: optional(timestamp),
      properties: anyProperties,
      ...commandFields,
    },
    handle: async (ctx, r) =>
      leadAnswer(
        await changeLead(callerOf(log, ctx, "EnrichLead", r), r.leadId, {
          type: "enrich",
          provider: r.provider,
          namespace: r.namespace ?? (r.provider.toLowerCase().replace(/[^a-z0-9_-]+/g, "_") || "provider"),
          data: r.properties,
          at: Math.min(r.at?.getTime() ?? Date.now(), Date.now()),
        }),
      ),
  }),
});
