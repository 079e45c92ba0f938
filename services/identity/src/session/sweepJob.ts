import { uuidv7 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { reasonOf } from "./change.ts";
import { type Session, type SessionEvent, sessionStream } from "./events.ts";
import { endIdleSessions, settleSessions } from "./sweepRows.ts";

export interface Sweep {
  readonly pool: Pool;
  readonly log: EventLog;
  /** How long ago a session's last event must have arrived, ms: an import of old events is not over while it runs. */
  readonly graceMs: number;
}

const limit = 1_000;

const endOf = (session: Session, toldBefore: boolean): SessionEvent =>
  toldBefore
    ? { type: "session_corrected", data: { ...session, previousUserId: null, reason: reasonOf(session) } }
    : { type: "session_ended", data: { ...session, reason: reasonOf(session) } };

/** Ends what is over, in one transaction with the events that say so. Returns how many ended, at most a thousand. */
export const sweepOnce = ({ pool, log, graceMs }: Sweep, now = Date.now()): Promise<number> =>
  transaction(pool, async (client) => {
    const ended = await endIdleSessions(client, now, graceMs, limit);
    if (ended.length > 0)
      await log.appendBulkIn(
        client,
        ended.map(({ tenantId, session, toldBefore }) => ({
          tenantId,
          receiptId: uuidv7(),
          fingerprint: 0,
          streamId: sessionStream(session.sessionId),
          event: endOf(session, toldBefore),
        })),
      );
    return ended.length;
  });

/** What is older than the window for late events is settled. */
export const settleJob = (pool: Pool, windowMs: number): Job => ({
  name: "session_settling",
  everyMs: Math.min(3_600_000, windowMs),
  run: () => settleSessions(pool, windowMs),
});

export const sweepJob = (sweep: Sweep, everyMs: number): Job => ({
  name: "session_sweep",
  everyMs,
  async run(lease) {
    while (!lease.signal.aborted && (await sweepOnce(sweep)) === limit);
  },
});
