import type { NatsConnection } from "@marketing/shared/bus/connection";
import { tokenOf } from "@marketing/shared/bus/subject";
import { reaction } from "@marketing/shared/service/reactions";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import { campaignPolicy, campaignTypes } from "./campaign/campaignPolicy.ts";
import { completedType, draftOfTask } from "./campaign/draftOfTask.ts";
import { trackedNames, trackedPolicy, trackedType } from "./performance/trackedPolicy.ts";

/** What content hears in order and in batches: campaigns' names from campaign, how contents fare from tracking. */
export const foreignSubscriptions = ({
  foreign,
  workerLog,
}: Pick<ServiceContext, "foreign" | "workerLog">): ReadonlyArray<Subscription> => [
  { view: campaignPolicy(workerLog), source: foreign("CAMPAIGN", { types: campaignTypes }) },
  // by name, so that the server passes over everything else that is tracked
  ...trackedNames.map((name) => ({
    view: trackedPolicy(workerLog, name),
    source: foreign("TRACKING", { types: [trackedType], subject: `marketing.tracking.v1.event.${tokenOf(name)}.*` }),
  })),
];

/** What it acts on one by one: a text that an agent has written becomes a draft. */
export const reactions = (context: ServiceContext, nc: NatsConnection): ReadonlyArray<{ stop(): Promise<unknown> }> => [
  reaction(context, nc, { name: "drafts", stream: "CAMPAIGN", types: [completedType], handle: draftOfTask(context.workerLog) }),
];
