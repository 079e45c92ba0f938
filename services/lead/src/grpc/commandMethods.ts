import { userIdOf } from "@marketing/protos/ids";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, int64, list, number, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { e164 } from "../lead/contact.ts";
import type { Json } from "../lead/json.ts";
import type { LeadCommand } from "../lead/leadCommand.ts";
import { captureLead, changeLead, mergeLeads, undoMerge, updateLead } from "../lead/leadCommands.ts";
import { samePhone } from "../lead/leadQueries.ts";
import { effective } from "../lead/leadState.ts";
import type { Outcome } from "../lead/runCommand.ts";
import { activeModel } from "../scoring/modelQueries.ts";
import { callerOf } from "./caller.ts";
import * as f from "./fields.ts";
import { leadMessage } from "./messages.ts";
import { readUpdate } from "./updateRequest.ts";

const scope = "lead:write";
const { requestId, expectedVersion } = commandFields;
const leadId = uuid;
const answer = (o: Outcome) => ({ lead: leadMessage(o), version: o.version, position: o.position });

/** Only commands move these; a caller who sets them is told, and nothing is stored. */
const notTheServers = (raw: Record<string, unknown>) =>
  ["status", "score", "qualified"]
    .filter((field) => raw[field] !== undefined && raw[field] !== null && raw[field] !== "")
    .map((field) => ({ field, description: "is the server's own: it moves by commands and the scoring model" }));
const reachable = (raw: Record<string, unknown>) =>
  f.given(raw, ["email", "phone"]) === 0 ? [{ field: "email", description: "email or phone is required" }] : [];

const readCapture = f.withRules(
  Schema.Struct({
    email: optional(f.email),
    phone: optional(f.phone),
    name: optional(f.name),
    company: optional(f.company),
    jobTitle: optional(f.jobTitle),
    source: optional(f.source),
    properties: f.properties,
    campaignId: optional(uuid),
    userId: optional(f.personId),
    requestId,
  }),
  (raw) => [...reachable(raw), ...notTheServers(raw)],
);

const readConvert = f.withRules(
  Schema.Struct({
    leadId,
    valueMicros: int64({ min: 0 }),
    currency: optional(f.currency),
    campaignId: optional(uuid),
    requestId,
    expectedVersion,
  }),
  (raw) =>
    Number(raw.valueMicros) > 0 && f.given(raw, ["currency"]) === 0 ? [{ field: "currency", description: "is required with a value" }] : [],
);

const factor = Schema.Struct({
  factor: text(100),
  contribution: number({ min: -10, max: 10 }),
  reason: text(500, 0),
}) as unknown as Schema.Codec<{ readonly factor: string; readonly contribution: number; readonly reason: string }, unknown>;
const readScore = f.withRules(
  Schema.Struct({
    leadId,
    score: optional(number({ min: 0, max: 1 })),
    model: optional(text(100)),
    factors: list(factor, 100),
    requestId,
    expectedVersion,
  }),
  (raw) =>
    f.given(raw, ["score"]) === 1 && f.given(raw, ["model"]) === 0 ? [{ field: "model", description: "is required with a score" }] : [],
);

/** The model's own account, made to add up: what is missing stands under the model's name. */
const completed = (score: number, model: string, factors: ReadonlyArray<{ factor: string; contribution: number; reason: string }>) => {
  const missing = score - factors.reduce((sum, x) => sum + x.contribution, 0);
  return Math.abs(missing) < 1e-9 && factors.length > 0
    ? factors
    : [...factors, { factor: model, contribution: missing, reason: "as the model says" }];
};

export const commandMethods = (log: EventLog, pool: Pool): Record<string, Method> => {
  /** An RPC that names a lead and says one thing of it. */
  const about = <R extends { readonly leadId: string; readonly requestId: string | null; readonly expectedVersion: number | null }>(
    rpc: string,
    shape: { readonly request: Schema.Codec<R, unknown> } | { readonly decode: (raw: never) => R },
    command: (r: R) => LeadCommand,
  ) =>
    method<R, object>({
      scope,
      ...shape,
      handle: async (ctx, r) => answer(await changeLead(callerOf(log, ctx, rpc, r), r.leadId, command(r))),
    });
  const withReason = { leadId, reason: f.reason, requestId, expectedVersion };
  const perhapsReason = { ...withReason, reason: optional(f.reason) };
  type Plain<R> = Schema.Codec<R, unknown>;
  type Reasoned = { leadId: string; reason: string; requestId: string | null; expectedVersion: number | null };
  type Perhaps = Omit<Reasoned, "reason"> & { reason: string | null };
  const reasoned = { request: Schema.Struct(withReason) as unknown as Plain<Reasoned> };
  const perhaps = { request: Schema.Struct(perhapsReason) as unknown as Plain<Perhaps> };

  return {
    captureLead: method({
      scope,
      decode: readCapture,
      handle: async (ctx, r) => {
        const { tenantId } = ctx;
        const caller = callerOf(log, ctx, "CaptureLead", r);
        const at = Date.now();
        const userId = r.userId === null ? null : userIdOf(tenantId, r.userId);
        const made = r.requestId === null ? uuidv7() : uuidv5(`capture:${r.requestId}`, tenantId);
        let outcome = await captureLead(caller, made, {
          fields: {
            email: r.email?.trim() ?? null,
            phone: r.phone?.trim() ?? null,
            name: r.name,
            company: r.company,
            jobTitle: r.jobTitle,
          },
          properties: r.properties as { [key: string]: Json },
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
        if (userId !== null && outcome.state.linkedUserId === null) {
          const command = { type: "link", userId, linkedUserId: userId, at } as const;
          const linked = await changeLead({ ...caller, rpc: "LinkLead", requestId: null }, outcome.leadId, command);
          outcome = { ...linked, deduplicated: outcome.deduplicated };
        }
        const phone = effective(outcome.state).phone;
        const number = phone === null ? null : e164(phone);
        const mergeSuggestions =
          number === null ? [] : await withTenant(pool, tenantId, (c) => samePhone(c, tenantId, number, outcome.leadId));
        return { ...answer(outcome), deduplicated: outcome.deduplicated, mergeSuggestions };
      },
    }),

    updateLead: method({
      scope,
      decode: readUpdate,
      handle: async (ctx, { leadId: id, fields, properties, unset, ...r }) =>
        answer(await updateLead(callerOf(log, ctx, "UpdateLead", r), id, { fields, properties, unset, at: Date.now() })),
    }),

    enrichLead: method({
      scope,
      request: Schema.Struct({
        leadId,
        provider: text(50),
        namespace: optional(f.checked(text(50), (v) => (/^[a-z0-9_-]+$/.test(v) ? null : "must be made of a-z, 0-9, _ and -"))),
        at: optional(timestamp),
        properties: f.contained,
        requestId,
        expectedVersion,
      }),
      handle: async (ctx, r) => {
        const namespace = r.namespace ?? (r.provider.toLowerCase().replace(/[^a-z0-9_-]+/g, "_") || "provider");
        const at = Math.min(r.at?.getTime() ?? Date.now(), Date.now());
        const command = { type: "enrich", provider: r.provider, namespace, data: r.properties as { [key: string]: Json }, at } as const;
        return answer(await changeLead(callerOf(log, ctx, "EnrichLead", r), r.leadId, command));
      },
    }),

    markContacted: about(
      "MarkContacted",
      {
        request: Schema.Struct({
          leadId,
          contactedAt: optional(timestamp),
          channel: optional(text(50)),
          note: optional(text(2_000)),
          requestId,
          expectedVersion,
        }) as unknown as Plain<Perhaps & { contactedAt: Date | null; channel: string | null; note: string | null }>,
      },
      (r) => ({ type: "contact", channel: r.channel, note: r.note, at: Math.min(r.contactedAt?.getTime() ?? Date.now(), Date.now()) }),
    ),
    qualifyLead: about("QualifyLead", reasoned, (r) => ({ type: "qualify", reason: r.reason, at: Date.now() })),
    disqualifyLead: about("DisqualifyLead", reasoned, (r) => ({ type: "disqualify", reason: r.reason, at: Date.now() })),
    convertLead: about("ConvertLead", { decode: readConvert }, (r) => ({
      type: "convert",
      valueMicros: r.valueMicros,
      currency: r.currency,
      campaignId: r.campaignId,
      at: Date.now(),
    })),
    loseLead: about("LoseLead", perhaps, (r) => ({ type: "lose", reason: r.reason ?? "", at: Date.now() })),
    reopenLead: about("ReopenLead", perhaps, (r) => ({ type: "reopen", reason: r.reason ?? "", at: Date.now() })),

    mergeLeads: method({
      scope,
      request: Schema.Struct({ winnerLeadId: uuid, loserLeadId: uuid, reason: optional(f.reason), requestId, expectedVersion }),
      handle: async (ctx, r) => {
        const merge = { winnerId: r.winnerLeadId, loserId: r.loserLeadId, reason: r.reason ?? "", at: Date.now() };
        const outcome = await mergeLeads(callerOf(log, ctx, "MergeLeads", r), merge);
        return { ...answer(outcome), mergeId: outcome.mergeId ?? "" };
      },
    }),

    undoMerge: method({
      scope,
      request: Schema.Struct({ mergeId: uuid, reason: optional(f.reason), requestId, expectedVersion }),
      handle: async (ctx, r) => {
        const undo = { mergeId: r.mergeId, reason: r.reason ?? "", at: Date.now() };
        const { loser, ...outcome } = await undoMerge(callerOf(log, ctx, "UndoMerge", r), undo);
        return { winner: leadMessage(outcome), loser: leadMessage(loser), version: outcome.version, position: outcome.position };
      },
    }),

    setScore: method({
      scope,
      decode: readScore,
      handle: async (ctx, r) => {
        const caller = callerOf(log, ctx, "SetScore", r);
        const at = Date.now();
        if (r.score === null) return answer(await changeLead(caller, r.leadId, { type: "release_score", at }));
        const { qualifyAt, disqualifyBelow } = await withTenant(pool, ctx.tenantId, (client) => activeModel(client, ctx.tenantId));
        const model = r.model ?? "";
        const factors = completed(r.score, model, r.factors);
        const command = {
          type: "score",
          score: r.score,
          model,
          version: 0,
          external: true,
          factors,
          qualifyAt,
          disqualifyBelow,
          at,
        } as const;
        return answer(await changeLead(caller, r.leadId, command));
      },
    }),
  };
};
