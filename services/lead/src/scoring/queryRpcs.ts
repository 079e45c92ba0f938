import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { notFound } from "@marketing/shared/base/errors";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { int64, optional, pageFields, queryFields } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { modelMessage } from "./messages.ts";
import { activeModel, findModel, listModels } from "./queries.ts";
import { scoringModelsView } from "./view.ts";

const scope = "lead:read";

export const scoringQueryRpcs = (pool: Pool) => ({
  getScoringModel: unary(LeadService.method.getScoringModel, {
    scope,
    request: { version: optional(int64({ min: 0 })), ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, scoringModelsView, r.minPosition, async (client) => {
        const active = await activeModel(client, ctx.tenantId);
        const found = r.version === null ? active : await findModel(client, ctx.tenantId, r.version);
        if (!found) throw notFound("SCORING_MODEL_NOT_FOUND", "no such version of the scoring model", { version: String(r.version) });
        return { model: modelMessage(found, found.version === active.version) };
      }),
  }),

  listScoringModels: unary(LeadService.method.listScoringModels, {
    scope,
    request: { ...pageFields, ...queryFields },
    handle: (ctx, r) => {
      const query = { rpc: "ListScoringModels", tenantId: ctx.tenantId };
      const p = page(ctx, r, query, [columns.whole]);
      return readAs(pool, ctx, scoringModelsView, r.minPosition, async (client) => {
        const active = await activeModel(client, ctx.tenantId);
        const rows = await listModels(client, ctx.tenantId, p.after?.[0] ?? null, p.limit + 1);
        const { messages: models, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (m) => [m.version],
          (m) => modelMessage(m, m.version === active.version),
        );
        return { models, nextPageToken };
      });
    },
  }),
});
