import { uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { type SessionEvent, sessionStream } from "./events.ts";
import { endIdleSessions } from "./stateRows.ts";

export interface Sweep {
  readonly pool: Pool;
  readonly log: EventLog;
  /** How long ago a session's last event must have arrived, ms: an import of old events is not over while it runs. */
  readonly graceMs: number;
}

const limit = 1_000;

/** Ends what is over, in one transaction with the events that say so. Returns how many ended, at most a thousand. */
export const sweepOnce = ({ pool, log, graceMs }: Sweep, now = Date.now()): Promise<number> =>
  transaction(pool, async (client) => {
    const ended = await endIdleSessions(client, now, graceMs, limit);
    if (ended.length > 0)
      await log.appendBulkIn(
        client,
        ended.map(({ tenantId, session, reason }) => ({
          tenantId,
          receiptId: uuidv5("session_ended", session.sessionId),
          fingerprint: 0,
          streamId: sessionStream(session.sessionId),
          event: { type: "session_ended", data: { ...session, reason } } satisfies SessionEvent,
        })),
      );
    return ended.length;
  });

export const sweepJob = (sweep: Sweep, everyMs: number): Job => ({
  name: "session_sweep",
  everyMs,
  async run(lease) {
    while (!lease.signal.aborted && (await sweepOnce(sweep)) === limit);
  },
});
