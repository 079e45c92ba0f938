import { uuidv5 } from "@marketing/shared/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Logger } from "@marketing/shared/service/logger";
import { endIdleSessions } from "./sessionState.ts";

export interface SweepOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly logger: Logger;
  readonly everyMs: number;
  /** How long ago a session's last event must have arrived: an import of old events is not over while it runs. */
  readonly graceMs: number;
  readonly appended: () => void;
}

const limit = 1_000;

/** Ends what is over, in one transaction with the events that say so. One sweeper at a time among all replicas. Returns how many ended. */
export const sweepOnce = ({ pool, log, graceMs }: Pick<SweepOptions, "pool" | "log" | "graceMs">, now = Date.now()): Promise<number> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock(hashtext('session sweep'), 'session_state'::regclass::int) AS mine");
    if (!rows[0]!.mine) return 0;
    const ended = await endIdleSessions(client, now, graceMs, limit);
    if (ended.length > 0)
      await log.appendBulkIn(
        client,
        ended.map(({ tenantId, session, reason }) => ({
          tenantId,
          receiptId: uuidv5("session_ended", session.sessionId),
          fingerprint: 0,
          streamId: `session-${session.sessionId}`,
          event: { type: "session_ended", data: { ...session, reason } },
        })),
      );
    return ended.length;
  });

export const startSweep = (options: SweepOptions): { stop(): Promise<void> } => {
  const { logger, everyMs, appended } = options;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    let ended = 0;
    try {
      ended = await sweepOnce(options);
      if (ended > 0) appended();
    } catch (error) {
      logger.warn("sessions could not be ended; trying again", { error });
    }
    if (!stopped) timer = setTimeout(tick, ended === limit ? 0 : everyMs);
  };
  const tick = (): void => {
    running = run();
  };
  timer = setTimeout(tick, everyMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
