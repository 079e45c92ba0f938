import type { Redis } from "ioredis";
import { notFound } from "../base/errors.ts";
import type { Logger } from "../base/logger.ts";
import type { BusAudit } from "../bus/audit.ts";
import type { Health } from "../grpc/health.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import type { VectorOperations } from "../vectors/vectorOperations.ts";

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
  /** Compares log and bus; absent where there is no bus. */
  readonly auditBus?: () => Promise<BusAudit>;
}

/** A view or policy of the service by its name. Throws NOT_FOUND. */
export const findSubscription = ({ subscriptions }: Pick<OperationsContext, "subscriptions">, name: string): Subscription => {
  const found = subscriptions.find((s) => s.view.name === name);
  if (!found) throw notFound("VIEW_NOT_FOUND", `no view ${name} here; there are ${subscriptions.map((s) => s.view.name).join(", ")}`);
  return found;
};
