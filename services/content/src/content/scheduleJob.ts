import { uuidv5 } from "@marketing/shared/base/ids";
import type { Logger } from "@marketing/shared/base/logger";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { commandContent } from "./commands.ts";

interface Due {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly scheduled_for: Date;
}

interface ScheduleContext {
  /** The worker role's, across tenants. */
  readonly pool: Pool;
  readonly log: EventLog;
  readonly logger: Logger;
}

/**
 * Publishes what is due, tenants in turn, also what fell due while no process ran. The library only says where to look: whether a schedule is
 * still in force is decided on the content's stream, and the receipt is made of content and time, so that each is published once.
 */
export const publishDue = async ({ pool, log, logger }: ScheduleContext, limit = 100): Promise<number> => {
  const { rows } = await pool.query<Due>({
    name: "due_contents",
    text: inTurns({
      columns: "tenant_id, content_id, scheduled_for",
      from: "content_library WHERE scheduled_for <= now()",
      due: "scheduled_for",
      limit: "$1",
    }),
    values: [limit],
  });
  let published = 0;
  for (const due of rows) {
    const [tenantId, contentId, scheduledFor] = [due.tenant_id, due.content_id, due.scheduled_for.getTime()];
    try {
      const { events } = await commandContent(
        {
          log,
          tenantId,
          appendId: uuidv5(`publish_scheduled:${contentId}:${scheduledFor}`, tenantId),
          expectedVersion: null,
          metadata: { actor: "service:content" },
        },
        contentId,
        { type: "publish_scheduled", scheduledFor, at: Date.now() },
      );
      if (events.length > 0) published += 1;
    } catch (error) {
      logger.error("a scheduled content was not published; the next run tries again", { tenantId, contentId, error });
    }
  }
  return published;
};

export const scheduleJob = (context: ScheduleContext, everyMs: number): Job => ({
  name: "publish_scheduled",
  everyMs,
  run: async () => {
    await publishDue(context);
  },
});
