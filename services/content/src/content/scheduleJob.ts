import { uuidv5 } from "@marketing/shared/base/ids";
import type { Logger } from "@marketing/shared/base/logger";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { loadPolicies } from "../policy/policyCommands.ts";
import { runContentCommand } from "./contentCommands.ts";
import type { ContentType } from "./contentEvents.ts";

interface Due {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly content_type: ContentType;
  readonly scheduled_for: Date;
}

/**
 * Publishes what is due, oldest first, also what came due while nobody ran. The library only says where to look: whether the schedule still
 * stands is decided on the content's stream, and the receipt is made of content and time, so that each is published once.
 */
export const publishDue = async (context: { pool: Pool; log: EventLog; logger: Logger }, limit = 100): Promise<number> => {
  const { pool, log, logger } = context;
  const { rows } = await pool.query<Due>({
    name: "due_contents",
    text: "SELECT tenant_id, content_id, content_type, scheduled_for FROM content_library WHERE scheduled_for <= now() ORDER BY scheduled_for LIMIT $1",
    values: [limit],
  });
  let published = 0;
  for (const due of rows) {
    const [tenantId, contentId, scheduledFor] = [due.tenant_id, due.content_id, due.scheduled_for.getTime()];
    try {
      const { policies } = await loadPolicies(log, tenantId);
      const approvalRequired = policies[due.content_type];
      const outcome = await runContentCommand(
        {
          log,
          tenantId,
          appendId: uuidv5(`publish_scheduled:${contentId}:${scheduledFor}`, tenantId),
          expectedVersion: null,
          metadata: { actor: "service:content" },
        },
        contentId,
        { type: "publish_scheduled", scheduledFor, approvalRequired, at: Date.now() },
      );
      if (outcome.events.length > 0) published += 1;
    } catch (error) {
      logger.error("a scheduled content was not published; tried again at the next turn", { tenantId, contentId, error });
    }
  }
  return published;
};

export const scheduleJob = (context: { pool: Pool; log: EventLog; logger: Logger }, everyMs: number): Job => ({
  name: "publish_scheduled",
  everyMs,
  run: async () => {
    await publishDue(context);
  },
});
