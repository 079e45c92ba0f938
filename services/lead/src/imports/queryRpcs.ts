import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { unary } from "@marketing/shared/grpc/rpc";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { importId } from "./commandRpcs.ts";
import { loadImport } from "./commands.ts";
import { countsMessage, errorMessage } from "./messages.ts";
import { isFinished, nextPage, totalOf } from "./state.ts";

/** Errors that the answer holds, those of the first pages first. */
const maxErrors = 1_000;

/** Imports are read from their own streams: few events, and the answer is never behind. */
export const importQueryRpcs = (log: EventLog) => ({
  getImport: unary(LeadService.method.getImport, {
    scope: "lead:read",
    request: { importId },
    handle: async (ctx, r) => {
      const { state } = await loadImport(log, ctx.tenantId, r.importId);
      const pages = state.toSorted((a, b) => a.page - b.page);
      return {
        importId: r.importId,
        counts: countsMessage(totalOf(pages)),
        nextPage: nextPage(pages),
        finished: isFinished(pages),
        errors: pages.flatMap(({ page, errors }) => errors.map((e) => ({ page, error: errorMessage(e) }))).slice(0, maxErrors),
      };
    },
  }),
});
