import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { relayName } from "../bus/relayAside.ts";
import { columns, page, pageOf } from "../grpc/paging.ts";
import { unary } from "../grpc/rpc.ts";
import { int64, optional, pageFields, text, uuid } from "../grpc/schema.ts";
import { toTimestamp } from "../grpc/struct.ts";
import {
  type Decision,
  discardParked,
  pauseView,
  type RecordedAction,
  readActions,
  resumeView,
  skipEvent,
} from "../subscription/operatorActions.ts";
import { countParked } from "../subscription/parking.ts";
import { decision, decisionOf, findReplay, findSubscription, type OperationsContext, platform } from "./context.ts";
import { readStatus, statusMessage } from "./status.ts";

const rpc = OperationsService.method;
/** What an operator decides about a view: what it is never to fold, and whether it runs. All of it is recorded. */
const actionMessage = ({ at, subscription: name, actor, operator, action, reason, positions }: RecordedAction) => ({
  ...{ name, actor, operator, action, reason },
  at: toTimestamp(at),
  positions: [...positions],
});

export const decisionRpcs = (context: OperationsContext) => {
  const { pool, logger, subscriptions } = context;
  const find = (name: string) => findSubscription(context, name);
  const statusOf = async (name: string) => {
    const { subscriptions: all } = await readStatus(pool, subscriptions);
    return { subscription: statusMessage(all.find((s) => s.name === name)!) };
  };
  const told = (action: string, view: string, by: Decision, more: object = {}): void =>
    logger.warn(`an operator decided: ${action}`, { view, ...by, ...more });

  return {
    discardParked: unary(rpc.discardParked, {
      ...platform,
      request: {
        name: text(100),
        streamId: optional(text(300)),
        tenantId: optional(uuid),
        position: int64({ min: 0 }),
        ...decision,
      },
      handle: async (ctx, r) => {
        const by = decisionOf(ctx, r);
        const filter = { streamId: r.streamId ?? undefined, tenantId: r.tenantId ?? undefined, position: r.position || undefined };
        findReplay(context, r.name);
        const discarded = await discardParked(pool, r.name, filter, by);
        told("discard", r.name, by, { discarded });
        return { discarded, remaining: await countParked(pool, r.name) };
      },
    }),

    skipEvent: unary(rpc.skipEvent, {
      ...platform,
      request: { name: text(100), position: int64({ min: 1 }), ...decision },
      handle: async (ctx, r) => {
        const by = decisionOf(ctx, r);
        const replay = findReplay(context, r.name);
        const stream = await skipEvent(pool, r.name, r.position, by, { parkedOnly: r.name === relayName });
        told("skip", r.name, by, { position: r.position });
        if (stream) return replay(stream);
        return { replayed: 0, remaining: await countParked(pool, r.name), error: "" };
      },
    }),

    pauseView: unary(rpc.pauseView, {
      ...platform,
      request: { name: text(100), ...decision },
      handle: async (ctx, r) => {
        const by = decisionOf(ctx, r);
        await pauseView(pool, find(r.name).view.name, by);
        told("pause", r.name, by);
        return statusOf(r.name);
      },
    }),

    resumeView: unary(rpc.resumeView, {
      ...platform,
      request: { name: text(100), ...decision },
      handle: async (ctx, r) => {
        const by = decisionOf(ctx, r);
        await resumeView(pool, find(r.name).view.name, by);
        told("resume", r.name, by);
        return statusOf(r.name);
      },
    }),

    listActions: unary(rpc.listActions, {
      ...platform,
      request: { name: optional(text(100)), ...pageFields },
      handle: async (ctx, r) => {
        const query = { rpc: "ListActions", name: r.name };
        const p = page(ctx, r, query, [columns.whole]);
        const found = await readActions(pool, r.name, p.after?.[0] ?? null, p.limit + 1);
        const { messages: actions, nextPageToken } = pageOf(found, p, query, (row) => [row.action_id], actionMessage);
        return { actions, nextPageToken };
      },
    }),
  };
};
