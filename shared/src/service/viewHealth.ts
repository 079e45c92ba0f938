import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import type { Health } from "../grpc/health.ts";
import { readStatus } from "../operations/status.ts";
import type { State } from "../operations/subscriptionState.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";

const standsStill: ReadonlySet<State> = new Set(["retrying", "stalled"]);

/**
 * Looks now and then whether every view, policy and the relay moves, and tells it as the health service's "views". Trouble that passes within the
 * time after which a view counts as stalled is none, and that time begins with the process: what stood still while a service was down moves as soon
 * as somebody has the lease again. A view that an operator has paused is meant to stand still.
 */
export const watchViews = (options: {
  /** The worker role's. */
  readonly pool: Pool;
  readonly subscriptions: ReadonlyArray<Subscription>;
  readonly health: Health;
  readonly logger: Logger;
}): { stop(): void } => {
  const { pool, subscriptions, health, logger } = options;
  const known = new Map<string, State>();
  const begunAt = Date.now();
  const look = async (): Promise<void> => {
    const { subscriptions: views, relay } = await readStatus(pool, subscriptions);
    const still = [...views, ...(relay ? [relay] : [])].filter(
      ({ state, stateSince }) =>
        standsStill.has(state) && Date.now() - Math.max(stateSince?.getTime() ?? 0, begunAt) >= defaults.subscription.stalledMs,
    );
    for (const { name, state, stateSince: since, stateDetail: detail } of still)
      if (known.get(name) !== state) logger.error("a view stands still", { view: name, state, since, detail });
    for (const name of known.keys()) if (!still.some((s) => s.name === name)) logger.info("a view moves again", { view: name });
    known.clear();
    for (const { name, state } of still) known.set(name, state);
    health.setPart("views", still.length === 0);
  };
  // a database that cannot be reached is told by its own check
  const timer = setInterval(() => void look().catch(() => undefined), defaults.service.viewCheckMs);
  timer.unref();
  void look().catch(() => undefined);
  return { stop: () => clearInterval(timer) };
};
