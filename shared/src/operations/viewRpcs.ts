import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { failedPrecondition } from "../base/errors.ts";
import { columns, page, pageOf } from "../grpc/paging.ts";
import { serverStream, unary } from "../grpc/rpc.ts";
import { list, optional, pageFields, text, uuid } from "../grpc/schema.ts";
import { toTimestamp } from "../grpc/struct.ts";
import { type ParkedRow, readParked } from "../subscription/parking.ts";
import { followRebuild, requestRebuild } from "../subscription/rebuilds.ts";
import { findReplay, findSubscription, type OperationsContext, platform } from "./context.ts";

const { rebuildView, verifyViews, listParked, replayParked: replay } = OperationsService.method;

/** Building views anew, comparing them with their log, and what is parked. */
const parkedMessage = ({ subscription: name, position, error, attempts, ...row }: ParkedRow) => ({
  ...{ name, position, error, attempts },
  tenantId: row.tenant_id,
  streamId: row.stream_id,
  eventId: row.event_id,
  eventType: row.event_type,
  parkedAt: toTimestamp(row.parked_at),
});

export const viewRpcs = (context: OperationsContext) => {
  const { pool, subscriptions } = context;
  const rebuildable = subscriptions.filter((s) => s.view.kind === "redis" || s.view.tables.length > 0);
  const find = (name: string) => findSubscription(context, name);
  return {
    rebuildView: serverStream(rebuildView, {
      ...platform,
      request: { name: text(100) },
      async *handle(ctx, { name }) {
        if (!rebuildable.includes(find(name))) throw failedPrecondition("NOT_A_VIEW", `${name} is a policy: it has nothing to rebuild`);
        const id = await requestRebuild(pool, name, "rebuild");
        for await (const r of followRebuild(pool, id, ctx.signal)) {
          const { generation = 0, events = 0, seconds = 0, position = r.position } = r.result ?? {};
          yield { name, generation, position, head: r.target, events, done: r.state === "done", seconds };
        }
      },
    }),

    verifyViews: serverStream(verifyViews, {
      ...platform,
      request: { names: list(text(100), 100) },
      async *handle(ctx, { names }) {
        const wanted = names.length > 0 ? names.map((n) => find(n)) : rebuildable;
        for (const { view } of wanted) {
          const id = await requestRebuild(pool, view.name, "verify");
          for await (const r of followRebuild(pool, id, ctx.signal)) {
            if (r.state !== "done") continue;
            const {
              equal = false,
              liveChecksum = "",
              rebuiltChecksum = "",
              rows = 0,
              position = 0,
              seconds = 0,
              difference = "",
            } = r.result ?? {};
            yield { name: view.name, equal, liveChecksum, rebuiltChecksum, rows, position, seconds, difference };
          }
        }
      },
    }),

    listParked: unary(listParked, {
      ...platform,
      request: { name: optional(text(100)), ...pageFields },
      handle: async (ctx, r) => {
        const query = { rpc: "ListParked", name: r.name };
        const p = page(ctx, r, query, [columns.text, columns.whole], { defaultSize: 1_000 });
        const found = await readParked(pool, r.name, p.after, p.limit + 1);
        const { messages: parkedEvents, nextPageToken } = pageOf(found, p, query, (row) => [row.subscription, row.position], parkedMessage);
        return { parkedEvents, nextPageToken };
      },
    }),

    replayParked: unary(replay, {
      ...platform,
      request: { name: text(100), streamId: optional(text(300)), tenantId: optional(uuid) },
      handle: (_, { name, streamId, tenantId }) =>
        findReplay(context, name)({ streamId: streamId || undefined, tenantId: tenantId || undefined }),
    }),
  };
};
