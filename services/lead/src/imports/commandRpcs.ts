import { ColumnMappingSchema, LeadService, OnExistingSchema } from "@marketing/protos/lead/v1/lead_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, list, message, number, optional, optionalEnumOf, text } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { source } from "../lead/requests.ts";
import { importPage } from "./commands.ts";
import { pageMessage } from "./messages.ts";
import { mappingProblems, readPage } from "./requests.ts";

/** Names an import. */
export const importId = text(100);

export const importCommandRpcs = (log: EventLog) => ({
  importLeads: unary(LeadService.method.importLeads, {
    scope: "lead:write",
    deadlineMs: 120_000,
    request: {
      importId,
      page: number({ min: 0, max: 1_000_000 }),
      csv: text(64 * 1024 * 1024),
      header: list(text(255, 0), 200),
      mapping: list(message(ColumnMappingSchema, { column: text(255), field: text(300) }), 200),
      defaultSource: optional(source),
      onExisting: optionalEnumOf(OnExistingSchema, ["fill", "overwrite", "ignore"]),
      final: boolean,
    },
    rules: mappingProblems,
    handle: async (ctx, r) => {
      const { importId, page, defaultSource, final } = r;
      const sent = { importId, page, defaultSource, final, onExisting: r.onExisting ?? "fill", ...readPage(r), at: Date.now() };
      await ctx.spend(sent.records.length);
      // a page has its receipt by its number, and each row one of its own
      const taken = await importPage(callerOf(log, ctx, "ImportLeads", { requestId: null }), sent);
      return { ...pageMessage(taken.page), replayed: taken.replayed, position: taken.position };
    },
  }),
});
