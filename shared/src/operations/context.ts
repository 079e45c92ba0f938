import type { Redis } from "ioredis";
import { failedPrecondition, notFound } from "../base/errors.ts";
import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import type { BusAudit } from "../bus/audit.ts";
import { relayName, replayUnpublished } from "../bus/relayAside.ts";
import type { CallContext } from "../grpc/context.ts";
import type { Health } from "../grpc/health.ts";
import { optional, text } from "../grpc/schema.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Decision } from "../subscription/operatorActions.ts";
import type { ParkedFilter } from "../subscription/parking.ts";
import { type Replayed, replayParked } from "../subscription/replay.ts";
import type { Subscription } from "../subscription/runner.ts";
import type { VectorOperations } from "../vectors/vectorOperations.ts";
import type { Taker } from "./deadLetters.ts";
import type { RetentionRule } from "./retention.ts";

/** Operators look across tenants, with the platform's key. */
export const platform = { scope: "platform:admin", tenant: "none" } as const;

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
  /** What the service keeps, for how long. */
  readonly retention: ReadonlyArray<RetentionRule>;
  /** Compares log and bus; absent where there is no bus. */
  readonly auditBus?: () => Promise<BusAudit>;
  /** Gives what throws for an event that the bus cannot be given, where there is a connection; absent where there is no bus. */
  readonly publishable?: () => (event: RecordedEvent) => void;
  /** Who takes dead letters again in this process, at the moment. */
  readonly takers: () => ReadonlyArray<Taker>;
}

/** Why an operator decides something, and who that is by their own words. */
export const decision = { reason: text(1_000), operator: optional(text(200)) };
export const decisionOf = (ctx: CallContext, r: { readonly reason: string; readonly operator: string | null }): Decision => ({
  actor: ctx.actor,
  operator: r.operator ?? "",
  reason: r.reason,
});

/** A view or policy of the service by its name. Throws NOT_FOUND. */
export const findSubscription = ({ subscriptions }: Pick<OperationsContext, "subscriptions">, name: string): Subscription => {
  const found = subscriptions.find((s) => s.view.name === name);
  if (!found) throw notFound("VIEW_NOT_FOUND", `no view ${name} here; there are ${subscriptions.map((s) => s.view.name).join(", ")}`);
  return found;
};

/** How parked events are replayed: those of a view or policy, or those of the relay. Throws NOT_FOUND. */
export const findReplay = (context: OperationsContext, name: string): ((filter: ParkedFilter) => Promise<Replayed>) => {
  const { pool, service: schema, redis, owner, logger, publishable } = context;
  if (name !== relayName) {
    const subscription = findSubscription(context, name);
    return (filter) => replayParked({ pool, schema, redis, owner, logger }, subscription, filter);
  }
  if (!publishable) throw failedPrecondition("NO_BUS", "this process has no bus");
  return (filter) => replayUnpublished(pool, filter, publishable());
};
