import { streamIdOf } from "@marketing/shared/command/aggregate";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import { task } from "./commands.ts";
import { type Enqueued, type TaskEvent, taskEvents } from "./events.ts";

/** A task as the list has it: its payload, with its id. */
const entry = ({ taskId, campaignId, payload }: Enqueued): string =>
  JSON.stringify({ ...payload, task_id: taskId, ...(campaignId === null ? {} : { campaign_id: campaignId }) });

/**
 * `agent_tasks:<type>`: pending tasks as JSON, the newest first; a claimed one is gone. A view and no queue: what may be done is said by
 * TaskService alone.
 */
export const pendingView = (log: EventLog) =>
  redisView({
    name: "agent_task_lists",
    version: 1,
    prefixes: ["agent_tasks"],
    events: taskEvents.only("task_enqueued", "task_claimed", "task_failed", "task_died", "task_replayed"),
    async fold(tenantId, events, key) {
      const tasks = new Map<string, Enqueued>();
      for (const e of events) if (e.type === "task_enqueued") tasks.set(e.data.taskId, e.data);
      const missing = [...new Set(events.map((e) => e.data.taskId))].filter((id) => !tasks.has(id));
      for (let i = 0; i < missing.length; i += 20) {
        const firsts = await Promise.all(missing.slice(i, i + 20).map((id) => log.readStream(tenantId, streamIdOf(task, id), 0, 1)));
        for (const [first] of firsts as ReadonlyArray<ReadonlyArray<Recorded<TaskEvent>>>)
          if (first?.type === "task_enqueued") tasks.set(first.data.taskId, first.data);
      }
      return events.flatMap((e): RedisCommand[] => {
        const enqueued = tasks.get(e.data.taskId);
        if (!enqueued) return [];
        const [list, text] = [key("agent_tasks", enqueued.taskType), entry(enqueued)];
        return e.type === "task_claimed" || e.type === "task_died" ? [["LREM", list, 0, text]] : [["LPUSH", list, text]];
      });
    },
  });
