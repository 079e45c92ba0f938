import { setTimeout as sleep } from "node:timers/promises";
import type { MarketingClient } from "@marketing/client";
import { collect, listAll } from "@marketing/client/paging";
import { TaskStatus } from "@marketing/protos/campaign/v1/task_service";
import type { Content } from "../api.ts";
import { CliError, exitCodes } from "../exitCodes.ts";
import { type Chain, stepsOf } from "../simulate/plan.ts";
import { agentName } from "./agent.ts";

const draftsAppearWithin = 30_000;
const step = stepsOf("harborline/editorial");

/** What agents wrote, by title: a draft follows from each finished task, a moment behind it. */
const drafts = async ({ content, task }: MarketingClient): Promise<Content[]> => {
  const done = await collect(listAll(task.listTasks, { taskType: "content_creator", status: TaskStatus.COMPLETED }, "tasks"));
  const expected = done.filter(({ workerId }) => workerId === agentName).length;
  for (const until = performance.now() + draftsAppearWithin; ; await sleep(200)) {
    const found = await collect(listAll(content.listContents, { generatedBy: agentName }, "contents"));
    if (found.length >= expected) return found.sort((a, b) => a.title.localeCompare(b.title));
    if (performance.now() > until)
      throw new CliError(`${found.length} of the agents' ${expected} drafts are in the library`, exitCodes.unreachable);
  }
};

/** An editor goes through what agents wrote: all is published but what names an issue, which waits for its turn. */
export const editorial = async (client: MarketingClient): Promise<ReadonlyArray<Chain>> => {
  if (!client.services.includes("content") || !client.services.includes("campaign")) return [];
  return (await drafts(client)).map(({ contentId, title }) => {
    const submitted = step(contentId, "content", "submitForReview", { contentId });
    if (title.endsWith("issue")) return [submitted];
    return [
      submitted,
      step(contentId, "content", "approve", { contentId, comment: "by the book" }),
      step(contentId, "content", "publish", { contentId }),
    ];
  });
};
