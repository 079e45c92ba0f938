import { RpcError } from "@marketing/shared/base/errors";
import { appendIdOf, uuidv5 } from "@marketing/shared/base/ids";
import type { EventOf, Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import { campaignEvents } from "../campaign/events.ts";
import type { CampaignType } from "../campaign/terms.ts";
import { commandTask } from "./commands.ts";
import type { Enqueued } from "./events.ts";

const work: Readonly<Record<CampaignType, { readonly taskType: string; readonly task: string }>> = {
  lead_gen: { taskType: "lead_gen", task: "generate_leads" },
  content: { taskType: "content_creator", task: "create_content" },
  ad: { taskType: "ad_optimizer", task: "optimize_ads" },
  retention: { taskType: "retention", task: "retain_users" },
};

const startEvents = campaignEvents.only("campaign_started");

/** What a campaign that starts needs done. The same event names the same task, so it is enqueued once. */
export const neededTask = ({ eventId, tenantId, data }: Recorded<EventOf<typeof startEvents>>): Enqueued => {
  const { taskType, task } = work[data.type];
  const { audience, channels, goals } = data.config;
  return {
    taskId: uuidv5(`needed_task:${eventId}`, tenantId),
    taskType,
    campaignId: data.campaignId,
    payload: {
      task,
      campaign_id: data.campaignId,
      name: data.name,
      ...(audience === undefined ? {} : { audience }),
      ...(channels === undefined ? {} : { channels }),
      ...(goals === undefined ? {} : { goals }),
    },
    maxAttempts: 5,
    dueAt: data.at,
    createdAt: data.at,
  };
};

/**
 * A campaign that starts has its agents' tasks enqueued. The tasks have streams of their own with versions, so they are appended before the
 * checkpoint moves and a repeat finds them there. `log` is not of the pool whose transaction holds the checkpoint.
 */
export const neededTasksPolicy = (log: EventLog) =>
  policy({
    name: "needed_tasks",
    events: startEvents,
    apply: async (_, events) => {
      for (const e of events) {
        const { tenantId, eventId } = e;
        const { correlationId } = e.metadata;
        const metadata = { actor: "system:campaigns", causationId: eventId, ...(correlationId && { correlationId }) };
        const task = neededTask(e);
        const caller = { log, tenantId, appendId: appendIdOf(tenantId, "needed_tasks", eventId), expectedVersion: null, metadata };
        await commandTask(caller, task.taskId, { type: "enqueue", task }).catch((error: unknown) => {
          if (!(error instanceof RpcError && error.reason === "TASK_EXISTS")) throw error;
        });
      }
    },
  });
