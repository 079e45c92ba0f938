import { userIdOf } from "@marketing/protos/ids";
import { LeadOrderSchema, LeadService, LeadStatusSchema } from "@marketing/protos/lead/v1/lead_service";
import { columns, orNull, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import {
  boolean,
  checked,
  given,
  list,
  number,
  optional,
  optionalEnumOf,
  pageFields,
  queryFields,
  text,
  timestamp,
  uuid,
} from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { activeModel } from "../scoring/queries.ts";
import { funnel } from "./funnel.ts";
import { historyKinds } from "./history.ts";
import { everyLead, type LeadFilter, leadKeyOf, listLeads } from "./list.ts";
import { explanationMessage, funnelMessage, historyMessage, leadMessage } from "./messages.ts";
import { findByEmail, findLead, leadHistory, personIds } from "./queries.ts";
import { anyProperties, leadFields, personId, source } from "./requests.ts";
import { foldedOf } from "./rows.ts";
import { mergedIds } from "./state.ts";
import { statuses } from "./status.ts";
import { leadView } from "./view.ts";

const scope = "lead:read";
const score = optional(number({ min: 0, max: 1 }));
const kind = checked(text(50), (k) => (historyKinds.includes(k) ? null : `must be one of ${historyKinds.join(", ")}`));

export const leadQueryRpcs = (pool: Pool, analyticsPool: Pool) => ({
  getLead: unary(LeadService.method.getLead, {
    scope,
    request: { leadId: optional(uuid), email: leadFields.email, ...queryFields },
    rules: (raw) =>
      given(raw, ["leadId", "email"]) === 1 ? [] : [{ field: "lead_id", description: "exactly one of lead_id, email is required" }],
    handle: (ctx, r) =>
      readAs(pool, ctx, leadView, r.minPosition, async (client) => {
        const lead =
          r.leadId === null
            ? await findByEmail(client, ctx.tenantId, (r.email ?? "").trim())
            : await findLead(client, ctx.tenantId, r.leadId);
        return { lead: leadMessage(foldedOf(lead)) };
      }),
  }),

  explainScore: unary(LeadService.method.explainScore, {
    scope,
    request: { leadId: uuid, ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, leadView, r.minPosition, async (client) => {
        const lead = foldedOf(await findLead(client, ctx.tenantId, r.leadId));
        return explanationMessage(lead, await activeModel(client, ctx.tenantId));
      }),
  }),

  listLeads: unary(LeadService.method.listLeads, {
    scope,
    request: {
      source: optional(source),
      status: optionalEnumOf(LeadStatusSchema, statuses),
      qualified: optional(boolean),
      minScore: score,
      maxScore: score,
      createdFrom: optional(timestamp),
      createdUntil: optional(timestamp),
      propertiesContain: optional(anyProperties),
      userId: optional(personId),
      order: optionalEnumOf(LeadOrderSchema, ["created_at", "score"]),
      ...pageFields,
      ...queryFields,
    },
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { pageSize: _, pageToken: _token, minPosition, userId, propertiesContain, ...rest } = r;
      const query = { rpc: "ListLeads", tenantId, userId, propertiesContain, ...rest };
      const p = page(ctx, r, query, [r.order === "score" ? orNull(columns.decimal) : columns.time, columns.uuid]);
      const contains = propertiesContain !== null && Object.keys(propertiesContain).length > 0 ? propertiesContain : null;
      return readAs(contains === null ? pool : analyticsPool, ctx, leadView, minPosition, async (client) => {
        const filter: LeadFilter = {
          ...rest,
          contains,
          userIds: userId === null ? null : await personIds(client, tenantId, userIdOf(tenantId, userId)),
          order: r.order ?? "created_at",
        };
        const rows = await listLeads(client, tenantId, filter, p.after, p.limit + 1);
        const { messages: leads, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => leadKeyOf(filter, row),
          (row) => leadMessage(foldedOf(row)),
        );
        return { leads, nextPageToken };
      });
    },
  }),

  getUserLeads: unary(LeadService.method.getUserLeads, {
    scope,
    request: { userId: personId, ...pageFields, ...queryFields },
    handle: (ctx, r) => {
      const query = { rpc: "GetUserLeads", tenantId: ctx.tenantId, userId: r.userId };
      const p = page(ctx, r, query, [orNull(columns.time), columns.uuid], { defaultSize: 1_000 });
      return readAs(pool, ctx, leadView, r.minPosition, async (client) => {
        const userIds = await personIds(client, ctx.tenantId, userIdOf(ctx.tenantId, r.userId));
        const filter = { ...everyLead, userIds };
        const rows = await listLeads(client, ctx.tenantId, filter, p.after, p.limit + 1);
        const { messages: leads, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => leadKeyOf(filter, row),
          (row) => leadMessage(foldedOf(row)),
        );
        return { leads, nextPageToken };
      });
    },
  }),

  getLeadHistory: unary(LeadService.method.getLeadHistory, {
    scope,
    request: { leadId: uuid, kinds: list(kind, 50), ...pageFields, ...queryFields },
    handle: (ctx, r) => {
      const query = { rpc: "GetLeadHistory", tenantId: ctx.tenantId, leadId: r.leadId, kinds: r.kinds };
      const p = page(ctx, r, query, [columns.whole]);
      return readAs(pool, ctx, leadView, r.minPosition, async (client) => {
        const { state } = foldedOf(await findLead(client, ctx.tenantId, r.leadId));
        const ids = [state.leadId, ...mergedIds(state)];
        const rows = await leadHistory(client, ctx.tenantId, ids, r.kinds, p.after?.[0] ?? null, p.limit + 1);
        const { messages: entries, nextPageToken } = pageOf(rows, p, query, (row) => [row.position], historyMessage);
        return { entries, nextPageToken };
      });
    },
  }),

  getFunnel: unary(LeadService.method.getFunnel, {
    scope,
    request: { createdFrom: optional(timestamp), createdUntil: optional(timestamp), ...queryFields },
    handle: (ctx, r) =>
      readAs(analyticsPool, ctx, leadView, r.minPosition, async (client) => {
        const rows = await funnel(client, ctx.tenantId, r.createdFrom, r.createdUntil);
        const total = rows.find((row) => row.total);
        return { sources: rows.filter((row) => !row.total).map(funnelMessage), total: total ? funnelMessage(total) : null };
      }),
  }),
});
