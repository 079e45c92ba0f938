import { ColumnMappingSchema, DateOrderSchema, LeadService, OnExistingSchema } from "@marketing/protos/lead/v1/lead_service";
import { timezoneOf } from "@marketing/shared/base/timezone";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, checked, list, message, number, optional, optionalEnumOf, text } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { source } from "../lead/requests.ts";
import { importPage, keptOf } from "./commands.ts";
import { countsMessage, errorMessage, pageMessage, readingMessage } from "./messages.ts";
import { sortRows } from "./pageRows.ts";
import { dateProblem, mappingProblems, orderOf, ordersOfPage, readPage } from "./requests.ts";
import { tenantZone } from "./tenantZone.ts";

/** Of a page, with what stands beside it; where GRPC_MAX_MESSAGE_BYTES is less, that. */
const maxBytes = 16 * 1024 * 1024;
const maxCsv = 15 * 1024 * 1024;
/** Names an import. */
export const importId = text(100);
const zoneName = checked(text(64), (value) => (timezoneOf(value) === null ? "must be an IANA time zone, as Europe/Berlin" : null));

export const importCommandRpcs = (log: EventLog, pool: Pool) => ({
  importLeads: unary(LeadService.method.importLeads, {
    scope: "lead:write",
    deadlineMs: 120_000,
    maxBytes,
    request: {
      importId,
      page: number({ min: 0, max: 1_000_000 }),
      csv: text(maxCsv),
      header: list(text(255, 0), 200),
      mapping: list(message(ColumnMappingSchema, { column: text(255), field: text(300) }), 200),
      defaultSource: optional(source),
      onExisting: optionalEnumOf(OnExistingSchema, ["fill", "overwrite", "ignore"]),
      final: boolean,
      dateOrder: optionalEnumOf(DateOrderSchema, ["day_first", "month_first", "year_first"]),
      timeZone: optional(zoneName),
      validateOnly: boolean,
    },
    rules: mappingProblems,
    handle: async (ctx, r) => {
      const { importId, page, defaultSource, final, mapping } = r;
      const read = readPage(r);
      const seen = ordersOfPage(read);
      const zone = r.timeZone ?? (seen.column === "" ? "UTC" : await tenantZone(pool, ctx.tenantId));
      if (r.validateOnly) {
        const order = r.dateOrder ?? seen.orders.possible[0] ?? null;
        const doubt = r.dateOrder === null ? dateProblem(seen) : null;
        return {
          importId,
          page,
          ...readingMessage(read.columns, seen),
          ...validated({ ...read, dates: { order, zone } }),
          dateProblem: doubt && errorMessage(doubt),
        };
      }
      const declared = { dateOrder: r.dateOrder, timeZone: r.timeZone };
      const dates = { order: orderOf(seen, r.dateOrder), zone };
      const sent = {
        importId,
        page,
        mapping,
        defaultSource,
        final,
        onExisting: r.onExisting ?? "fill",
        ...read,
        dates,
        declared,
        at: Date.now(),
      };
      await ctx.spend(sent.records.length);
      // a page has its receipt by its number, and each row one of its own
      const taken = await importPage(callerOf(log, ctx, "ImportLeads", { requestId: null }), sent);
      return {
        ...pageMessage(taken.page),
        ...readingMessage(read.columns, seen),
        replayed: taken.replayed,
        position: taken.position,
        dateProblem: null,
      };
    },
  }),
});

/** What would become of a page's rows where no lead is known yet. */
const validated = (page: Parameters<typeof sortRows>[0]) => {
  const { rows, duplicates, failed, errors } = sortRows(page, new Set());
  const counts = { rows: page.records.length, created: rows.length, updated: 0, ignored: 0, duplicates, failed };
  return { counts: countsMessage(counts), errors: keptOf(errors).map(errorMessage), replayed: false, position: 0 };
};
