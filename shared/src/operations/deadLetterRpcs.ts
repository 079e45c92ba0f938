import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { failedPrecondition } from "../base/errors.ts";
import { nobody } from "../base/ids.ts";
import { columns, page, pageOf } from "../grpc/paging.ts";
import { unary } from "../grpc/rpc.ts";
import { optional, pageFields, text, uuid } from "../grpc/schema.ts";
import { toTimestamp } from "../grpc/struct.ts";
import { decision, decisionOf, type OperationsContext, platform } from "./context.ts";
import { countDeadLetters, type DeadLetterRow, discardDeadLetters, readDeadLetters, replayDeadLetters } from "./deadLetters.ts";

const rpc = OperationsService.method;
const chosen = { name: text(100), eventId: optional(uuid) };

const deadLetterMessage = ({ reaction: name, error, attempts, ...row }: DeadLetterRow) => ({
  ...{ name, error, attempts },
  eventId: row.event_id,
  tenantId: row.tenant_id === nobody ? "" : row.tenant_id,
  eventType: row.event_type ?? "",
  position: row.position ?? 0,
  diedAt: toTimestamp(row.died_at),
});

/** Messages that were put aside for good: they wait for nobody, and somebody has to look at them. */
export const deadLetterRpcs = ({ pool, logger, takers }: OperationsContext) => ({
  listDeadLetters: unary(rpc.listDeadLetters, {
    ...platform,
    request: { name: optional(text(100)), ...pageFields },
    handle: async (ctx, r) => {
      const query = { rpc: "ListDeadLetters", name: r.name };
      const p = page(ctx, r, query, [columns.text, columns.uuid]);
      const found = await readDeadLetters(pool, r.name, p.after, p.limit + 1);
      const keyOf = (row: DeadLetterRow) => [row.reaction, row.event_id] as const;
      const { messages: deadLetters, nextPageToken } = pageOf(found, p, query, keyOf, deadLetterMessage);
      return { deadLetters, nextPageToken };
    },
  }),

  replayDeadLetters: unary(rpc.replayDeadLetters, {
    ...platform,
    request: chosen,
    handle: (ctx, { name, eventId }) => {
      const taker = takers().find((one) => one.name === name);
      const known = takers().map((one) => one.name);
      if (!taker)
        throw failedPrecondition(
          "NOTHING_TAKES_THEM",
          `nothing in this process takes dead letters of ${name}; it takes those of ${known.join(", ") || "nobody"}. Broken and foreign messages can only be discarded`,
        );
      return replayDeadLetters(pool, taker, eventId, ctx.signal);
    },
  }),

  discardDeadLetters: unary(rpc.discardDeadLetters, {
    ...platform,
    request: { ...chosen, ...decision },
    handle: async (ctx, r) => {
      const by = decisionOf(ctx, r);
      const discarded = await discardDeadLetters(pool, r.name, r.eventId, by);
      logger.warn("an operator decided: discard dead letters", { reaction: r.name, ...by, discarded });
      return { discarded, remaining: await countDeadLetters(pool, r.name) };
    },
  }),
});
