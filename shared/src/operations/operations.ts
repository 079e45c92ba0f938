import { Schema } from "effect";
import type { Redis } from "ioredis";
import { failedPrecondition, notFound } from "../base/errors.ts";
import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import type { Health } from "../grpc/health.ts";
import { method, serverStream } from "../grpc/method.ts";
import { int64, list, number, optional, text, uuid } from "../grpc/schema.ts";
import type { Implementation } from "../grpc/server.ts";
import { toStruct, toTimestamp } from "../grpc/struct.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Pool } from "../postgres/pool.ts";
import { readParked } from "../subscription/parking.ts";
import { followRebuild, requestRebuild } from "../subscription/rebuilds.ts";
import { replayParked } from "../subscription/replay.ts";
import type { Subscription } from "../subscription/runner.ts";
import type { VectorOperations } from "../vectors/vectorOperations.ts";
import { readStatus } from "./status.ts";
import { vectorMethods } from "./vectors.ts";

export interface OperationsContext {
  readonly service: string;
  readonly owner: string;
  /** The worker role's: operators look across tenants. */
  readonly pool: Pool;
  readonly log: EventLog;
  readonly redis: Redis;
  readonly logger: Logger;
  readonly health: Health;
  readonly subscriptions: ReadonlyArray<Subscription>;
  /** The service's vector index; null where it has none. */
  readonly vectors: VectorOperations | null;
  /** Compares log and bus; absent where there is no bus. */
  readonly auditBus?: () => Promise<{
    messages: number;
    duplicates: number;
    misordered: number;
    foreign: number;
    holes: ReadonlyArray<{ from: number; to: number; count: number }>;
    unpublished: number;
  }>;
}

const scope = "platform:admin";
const platform = { scope, tenant: "none" as const };

const logEvent = (e: RecordedEvent) => ({
  event: {
    position: e.position,
    tenantId: e.tenantId,
    streamId: e.streamId,
    version: e.version,
    eventId: e.eventId,
    type: e.type,
    schemaVersion: e.schemaVersion,
    data: toStruct(e.data),
    metadata: toStruct(e.metadata),
    recordedAt: toTimestamp(e.recordedAt),
  },
});

/** OperationsService over one service's log, views and bus. */
export const operations = (context: OperationsContext): Implementation => {
  const { pool, log, subscriptions } = context;
  const startedAt = new Date();
  const rebuildable = subscriptions.filter((s) => s.view.kind === "redis" || s.view.tables.length > 0);
  const find = (name: string): Subscription => {
    const found = subscriptions.find((s) => s.view.name === name);
    if (!found) throw notFound("VIEW_NOT_FOUND", `no view ${name} here; there are ${subscriptions.map((s) => s.view.name).join(", ")}`);
    return found;
  };
  const subscriptionContext = { pool, schema: context.service, redis: context.redis, owner: context.owner, logger: context.logger };

  return {
    package: "marketing.operations.v1",
    name: "OperationsService",
    methods: {
      ...vectorMethods(pool, context.vectors),
      getStatus: method({
        ...platform,
        request: Schema.Struct({}),
        handle: async () => ({
          service: context.service,
          instanceId: context.owner,
          startedAt: toTimestamp(startedAt),
          dependencies: context.health.dependencies,
          ...(await readStatus(pool, subscriptions)),
        }),
      }),
      rebuildView: serverStream({
        ...platform,
        request: Schema.Struct({ name: text(100) }),
        async *handle(ctx, { name }) {
          if (!rebuildable.includes(find(name))) throw failedPrecondition("NOT_A_VIEW", `${name} is a policy: it has nothing to rebuild`);
          const id = await requestRebuild(pool, name, "rebuild");
          for await (const r of followRebuild(pool, id, ctx.signal))
            yield { name, position: r.position, head: r.target, done: r.state === "done", ...r.result };
        },
      }),
      verifyViews: serverStream({
        ...platform,
        request: Schema.Struct({ names: list(text(100), 100) }),
        async *handle(ctx, { names }) {
          const wanted = names.length > 0 ? names.map((n) => find(n)) : rebuildable;
          for (const { view } of wanted) {
            const id = await requestRebuild(pool, view.name, "verify");
            for await (const r of followRebuild(pool, id, ctx.signal)) if (r.state === "done") yield { name: view.name, ...r.result };
          }
        },
      }),
      listParked: method({
        ...platform,
        request: Schema.Struct({ name: optional(text(100)), pageSize: number(), pageToken: text(4_096, 0) }),
        handle: async (_, { name }) => {
          const names = name ? [name] : [...subscriptions.map((s) => s.view.name), "relay"];
          const all = await Promise.all(names.map(async (n) => (await readParked(pool, n)).map((p) => ({ n, ...p }))));
          return {
            parkedEvents: all.flat().map(({ n, event, error, parkedAt }) => ({
              name: n,
              tenantId: event.tenantId,
              streamId: event.streamId,
              position: event.position,
              eventId: event.eventId,
              eventType: event.type,
              error,
              parkedAt: toTimestamp(parkedAt),
            })),
          };
        },
      }),
      replayParked: method({
        ...platform,
        request: Schema.Struct({ name: text(100), streamId: optional(text(300)), tenantId: optional(uuid) }),
        handle: (_, { name, streamId, tenantId }) =>
          replayParked(subscriptionContext, find(name), { ...(streamId ? { streamId } : {}), ...(tenantId ? { tenantId } : {}) }),
      }),
      readLog: serverStream({
        ...platform,
        request: Schema.Struct({
          afterPosition: int64({ min: 0 }),
          limit: number({ min: 0 }),
          tenantId: optional(uuid),
          types: list(text(100), 50),
          streamId: optional(text(300)),
          follow: Schema.Boolean,
        }),
        async *handle(ctx, request) {
          const filter = {
            ...(request.tenantId ? { tenantId: request.tenantId } : {}),
            ...(request.types.length ? { types: request.types } : {}),
          };
          let left = request.limit || Number.POSITIVE_INFINITY;
          let after = request.afterPosition;
          while (!ctx.signal.aborted && left > 0) {
            const read = await log.readAll(after, Math.min(500, left), filter);
            for (const event of read.events) {
              if (request.streamId && event.streamId !== request.streamId) continue;
              yield logEvent(event);
              left--;
            }
            if (read.scannedTo === after || (read.events.length === 0 && !request.follow)) {
              if (!request.follow) return;
              await sleep(100, ctx.signal);
            }
            after = read.scannedTo;
          }
        },
      }),
      verifyLog: serverStream({
        ...platform,
        request: Schema.Struct({ refill: Schema.Boolean }),
        async *handle(_, { refill }) {
          if (!context.auditBus) throw failedPrecondition("NO_BUS", "this process has no bus");
          if (refill)
            throw failedPrecondition("REFILL_NOT_SUPPORTED", "a hole in the middle of the JetStream stream is reported, not refilled");
          const audit = await context.auditBus();
          yield {
            checked: audit.messages,
            missing: audit.holes.reduce((n, h) => n + h.count, 0),
            duplicated: audit.duplicates,
            outOfOrder: audit.misordered + audit.foreign,
            head: await log.head(),
            done: true,
            missingPositions: audit.holes.slice(0, 20).map((h) => h.from),
          };
        },
      }),
    },
  };
};
