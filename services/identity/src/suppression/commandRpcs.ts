import { ConsentService } from "@marketing/protos/identity/v1/consent_service";
import { appendIdOf } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, list, text } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { changeSuppression } from "./commands.ts";
import { type Entry, readEntry } from "./entry.ts";
import { entryOf, target } from "./requests.ts";

const scope = "identity:write";
const reason = text(255);
const { addSuppressions, removeSuppression } = ConsentService.method;
const atOnce = 16;

/** Every entry has a stream and a receipt of its own: a repeat after a crash in the middle finds what is there. */
const add = async (caller: Caller, requestId: string | null, entry: Entry, why: string, at: number) => {
  const { tenantId } = caller;
  const appendId = requestId === null ? null : appendIdOf(tenantId, "AddSuppression", `${requestId}:${entry.kind}:${entry.value}`);
  const { events, replayed, position } = await changeSuppression({ ...caller, appendId }, { type: "add", ...entry, reason: why, at });
  return { isNew: events.length > 0 || replayed, position };
};

export const suppressionCommandRpcs = (log: EventLog) => ({
  addSuppressions: unary(addSuppressions, {
    scope,
    request: { targets: list(target, 1_000, 1), reason, requestId: commandFields.requestId },
    cost: (r) => r.targets.length,
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "AddSuppressions", { requestId: null });
      const at = Date.now();
      const entries = r.targets.map(({ kind, value }) => readEntry(ctx.tenantId, kind, value));
      const seen = new Set<string>();
      const results = entries.map((entry) => {
        if ("problem" in entry) return { status: "SUPPRESSION_STATUS_REJECTED", message: entry.problem } as const;
        const key = `${entry.kind} ${entry.value}`;
        const status = seen.has(key) ? "SUPPRESSION_STATUS_ALREADY_THERE" : "SUPPRESSION_STATUS_ADDED";
        seen.add(key);
        return { status, message: "" } as const;
      });
      let position = 0;
      const next = entries.entries();
      const worker = async (): Promise<void> => {
        for (let item = next.next(); !item.done; item = next.next()) {
          const [i, entry] = item.value;
          if ("problem" in entry || results[i]!.status !== "SUPPRESSION_STATUS_ADDED") continue;
          const added = await add(caller, r.requestId, entry, r.reason, at);
          if (!added.isNew) results[i] = { status: "SUPPRESSION_STATUS_ALREADY_THERE", message: "" };
          position = Math.max(position, added.position);
        }
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, entries.length) }, worker));
      return { results, position };
    },
  }),

  removeSuppression: unary(removeSuppression, {
    scope,
    request: { target, reason, requestId: commandFields.requestId },
    handle: async (ctx, r) => {
      const entry = entryOf(ctx.tenantId, r.target);
      const command = { type: "remove", ...entry, reason: r.reason, at: Date.now() } as const;
      const { version, position } = await changeSuppression(callerOf(log, ctx, "RemoveSuppression", r), command);
      return { version, position };
    },
  }),
});
