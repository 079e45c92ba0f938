import { userIdOf } from "@marketing/protos/ids";
import { notFound } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { list, number, oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { historyKinds } from "../lead/history.ts";
import type { JsonObject } from "../lead/json.ts";
import {
  findByEmail,
  findLead,
  funnel,
  type LeadFilter,
  type LeadKey,
  leadHistory,
  leadKeyOf,
  listLeads,
  personIds,
} from "../lead/leadQueries.ts";
import { foldedOf, type LeadRow } from "../lead/leadRow.ts";
import { mergedIds } from "../lead/leadState.ts";
import { statuses } from "../lead/status.ts";
import { activeModel } from "../scoring/modelQueries.ts";
import * as f from "./fields.ts";
import { explanationMessage, funnelMessage, historyMessage, leadMessage } from "./messages.ts";

const scope = "lead:read";
const status = optional(oneOf("LEAD_STATUS", ["unspecified", ...statuses]));
const score = optional(number({ min: 0, max: 1 }));

const found = (row: LeadRow | null): LeadRow => {
  if (row === null) throw notFound("LEAD_NOT_FOUND", "no such lead");
  return row;
};

const readGet = f.withRules(Schema.Struct({ leadId: optional(uuid), email: optional(f.email), ...queryFields }), (raw) =>
  f.given(raw, ["leadId", "email"]) === 1 ? [] : [{ field: "lead_id", description: "exactly one of lead_id, email is required" }],
);

const listSchema = Schema.Struct({
  source: optional(f.source),
  status,
  qualified: optional(f.boolean),
  minScore: score,
  maxScore: score,
  createdFrom: optional(timestamp),
  createdUntil: optional(timestamp),
  propertiesContain: f.optionalContained,
  userId: optional(f.personId),
  order: optional(oneOf("LEAD_ORDER", ["unspecified", "created_at", "score"])),
  ...pageFields,
  ...queryFields,
});

export const queryMethods = (pool: Pool): Record<string, Method> => ({
  getLead: method({
    scope,
    decode: readGet,
    handle: (ctx, r) =>
      readAs(pool, ctx, "leads", r.minPosition, async (client) => {
        const row =
          r.leadId !== null
            ? await findLead(client, ctx.tenantId, r.leadId)
            : await findByEmail(client, ctx.tenantId, (r.email ?? "").trim());
        return { lead: leadMessage(foldedOf(found(row))) };
      }),
  }),

  explainScore: method({
    scope,
    request: Schema.Struct({ leadId: uuid, ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, "leads", r.minPosition, async (client) => {
        const row = found(await findLead(client, ctx.tenantId, r.leadId));
        return explanationMessage(foldedOf(row), await activeModel(client, ctx.tenantId));
      }),
  }),

  listLeads: method({
    scope,
    request: listSchema,
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const { tenantId } = ctx;
      const asked = { rpc: "ListLeads", tenantId, ...query };
      const p = page(r, asked);
      return readAs(pool, ctx, "leads", minPosition, async (client) => {
        const contains = r.propertiesContain as JsonObject | null;
        const filter: LeadFilter = {
          source: r.source,
          status: r.status === "unspecified" ? null : r.status,
          qualified: r.qualified,
          minScore: r.minScore,
          maxScore: r.maxScore,
          createdFrom: r.createdFrom,
          createdUntil: r.createdUntil,
          contains: contains !== null && Object.keys(contains).length > 0 ? contains : null,
          userIds: r.userId === null ? null : await personIds(client, tenantId, userIdOf(tenantId, r.userId)),
          order: r.order === "score" ? "score" : "created_at",
        };
        const rows = await listLeads(client, tenantId, filter, p.after as LeadKey | null, p.limit + 1);
        const { rows: leads, nextPageToken } = pageOf(rows, p, asked, (row) => leadKeyOf(filter, row));
        return { leads: leads.map((row) => leadMessage(foldedOf(row))), nextPageToken };
      });
    },
  }),

  getUserLeads: method({
    scope,
    request: Schema.Struct({ userId: f.personId, ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, "leads", r.minPosition, async (client) => {
        const userIds = await personIds(client, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
        const filter: LeadFilter = {
          source: null,
          status: null,
          qualified: null,
          minScore: null,
          maxScore: null,
          createdFrom: null,
          createdUntil: null,
          contains: null,
          userIds,
          order: "created_at",
        };
        const rows = await listLeads(client, ctx.tenantId, filter, null, 1_000);
        return { leads: rows.map((row) => leadMessage(foldedOf(row))) };
      }),
  }),

  getLeadHistory: method({
    scope,
    request: Schema.Struct({
      leadId: uuid,
      kinds: list(
        f.checked(text(50), (kind) => (historyKinds.includes(kind) ? null : `must be one of ${historyKinds.join(", ")}`)),
        50,
      ),
      ...pageFields,
      ...queryFields,
    }),
    handle: (ctx, r) => {
      const asked = { rpc: "GetLeadHistory", tenantId: ctx.tenantId, leadId: r.leadId, kinds: r.kinds };
      const p = page(r, asked);
      return readAs(pool, ctx, "leads", r.minPosition, async (client) => {
        const { state } = foldedOf(found(await findLead(client, ctx.tenantId, r.leadId)));
        const ids = [state.leadId, ...mergedIds(state)];
        const rows = await leadHistory(client, ctx.tenantId, ids, r.kinds, p.after === null ? null : Number(p.after[0]), p.limit + 1);
        const { rows: entries, nextPageToken } = pageOf(rows, p, asked, (row) => [row.position]);
        return { entries: entries.map(historyMessage), nextPageToken };
      });
    },
  }),

  getFunnel: method({
    scope,
    request: Schema.Struct({ createdFrom: optional(timestamp), createdUntil: optional(timestamp), ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, "leads", r.minPosition, async (client) => {
        const rows = await funnel(client, ctx.tenantId, r.createdFrom, r.createdUntil);
        const total = rows.find((row) => row.total);
        return { sources: rows.filter((row) => !row.total).map(funnelMessage), total: total ? funnelMessage(total) : null };
      }),
  }),
});
