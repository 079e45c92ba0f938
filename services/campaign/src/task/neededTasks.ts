import { RpcError } from "@marketing/shared/base/errors";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { CampaignEvent, CampaignType } from "../campaign/campaignEvents.ts";
import type { Enqueued } from "./task.ts";
import { commandTask } from "./taskCommands.ts";

const work: Readonly<Record<CampaignType, { readonly taskType: string; readonly task: string }>> = {
  lead_gen: { taskType: "lead_gen", task: "generate_leads" },
  content: { taskType: "content_creator", task: "create_content" },
  ad: { taskType: "ad_optimizer", task: "optimize_ads" },
  retention: { taskType: "retention", task: "retain_users" },
};

type Started = Extract<CampaignEvent, { type: "campaign_started" }>["data"];

/** What a campaign that starts needs done. The same event names the same task, so it is enqueued once. */
export const neededTask = ({ eventId, tenantId, data }: RecordedEvent<string, Started>): Enqueued => {
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
export const neededTasksPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "needed_tasks",
  version: 1,
  tables: [],
  types: new Set(["campaign_started"]),
  async apply(_, events) {
    for (const e of events as ReadonlyArray<RecordedEvent<string, Started>>) {
      const task = neededTask(e);
      const metadata = {
        actor: "system:campaigns",
        causationId: e.eventId,
        ...(e.metadata.correlationId ? { correlationId: e.metadata.correlationId } : {}),
      };
      const caller = { log, tenantId: e.tenantId, appendId: undefined, expectedVersion: undefined, metadata };
      await commandTask(caller, task.taskId, { type: "enqueue", task }).catch((error: unknown) => {
        if (!(error instanceof RpcError && error.reason === "TASK_EXISTS")) throw error;
      });
    }
  },
});
