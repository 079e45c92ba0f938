import { maxAmountMicros } from "@marketing/protos/amounts";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, currency, given, int64, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { changeLead } from "./commands.ts";
import type { LeadCommand } from "./decide.ts";
import { leadAnswer } from "./messages.ts";
import { reason } from "./requests.ts";

const scope = "lead:write";
const lead = { leadId: uuid, ...commandFields };
interface Addressed {
  readonly leadId: string;
  readonly requestId: string | null;
  readonly expectedVersion: number | null;
}

/** From capture to conversion: what moves a lead's status. */
export const statusRpcs = (log: EventLog) => {
  const change = async (ctx: CallContext, rpc: string, r: Addressed, command: LeadCommand) =>
    leadAnswer(await changeLead(callerOf(log, ctx, rpc, r), r.leadId, command));
  const { markContacted, qualifyLead, disqualifyLead, convertLead, loseLead, reopenLead } = LeadService.method;
  return {
    markContacted: unary(markContacted, {
      scope,
      request: { ...lead, contactedAt: optional(timestamp), channel: optional(text(50)), note: optional(text(2_000)) },
      handle: (ctx, r) => {
        const at = Math.min(r.contactedAt?.getTime() ?? Date.now(), Date.now());
        return change(ctx, "MarkContacted", r, { type: "contact", channel: r.channel, note: r.note, at });
      },
    }),

    qualifyLead: unary(qualifyLead, {
      scope,
      request: { ...lead, reason },
      handle: (ctx, r) => change(ctx, "QualifyLead", r, { type: "qualify", reason: r.reason, at: Date.now() }),
    }),

    disqualifyLead: unary(disqualifyLead, {
      scope,
      request: { ...lead, reason },
      handle: (ctx, r) => change(ctx, "DisqualifyLead", r, { type: "disqualify", reason: r.reason, at: Date.now() }),
    }),

    convertLead: unary(convertLead, {
      scope,
      request: { ...lead, valueMicros: int64({ min: 0, max: maxAmountMicros }), currency: optional(currency), campaignId: optional(uuid) },
      rules: (raw) =>
        Number(raw.valueMicros) > 0 && given(raw, ["currency"]) === 0
          ? [{ field: "currency", description: "is required with a value" }]
          : [],
      handle: (ctx, r) => {
        const { valueMicros, currency, campaignId } = r;
        return change(ctx, "ConvertLead", r, { type: "convert", valueMicros, currency, campaignId, at: Date.now() });
      },
    }),

    loseLead: unary(loseLead, {
      scope,
      request: { ...lead, reason: optional(reason) },
      handle: (ctx, r) => change(ctx, "LoseLead", r, { type: "lose", reason: r.reason ?? "", at: Date.now() }),
    }),

    reopenLead: unary(reopenLead, {
      scope,
      request: { ...lead, reason: optional(reason) },
      handle: (ctx, r) => change(ctx, "ReopenLead", r, { type: "reopen", reason: r.reason ?? "", at: Date.now() }),
    }),
  };
};
