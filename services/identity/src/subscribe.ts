import { setTimeout as sleep } from "node:timers/promises";
import type { NatsConnection } from "@marketing/shared/bus/connection";
import { startJob } from "@marketing/shared/service/jobs";
import { reaction } from "@marketing/shared/service/reactions";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import type { Source } from "@marketing/shared/subscription/source";
import { trackedType } from "./activity/tracked.ts";
import { visitorsBatch, visitorsPolicy } from "./activity/visitorsPolicy.ts";
import { backfillJob } from "./segment/backfill.ts";
import { leadReaction, leadTypes } from "./segment/leadReaction.ts";

/** Shortest and longest time events gather, ms. */
const pace = { least: 100, most: 800 };

/**
 * Lets events gather for a moment: a batch costs a commit to disk, and what one person did in it counts as one event. The more come, the
 * longer (a millisecond an event): what people do is then told in fewer events. Who is behind, with full batches, does not wait.
 */
export const paced = (source: Source, { least, most }: { readonly least: number; readonly most: number }): Source => {
  let notBefore = 0;
  return {
    name: source.name,
    onWake: (wake) => source.onWake(wake),
    async read(cursor, limit) {
      const wait = notBefore - performance.now();
      if (wait > 0) await sleep(wait);
      const batch = await source.read(cursor, limit);
      const [came, full] = [batch.events.length, batch.events.length >= limit];
      notBefore = came > 0 && !full ? performance.now() + Math.min(most, Math.max(least, came)) : 0;
      return batch;
    },
  };
};

/** What identity hears from others in order and in batches: who was active and did what, from tracking. */
export const foreignSubscriptions = ({
  foreign,
  workerLog,
}: Pick<ServiceContext, "foreign" | "workerLog">): ReadonlyArray<Subscription> => {
  const options = { types: [trackedType], capacity: 2 * visitorsBatch };
  return [{ view: visitorsPolicy(workerLog), source: paced(foreign("TRACKING", options), pace) }];
};

/** What it acts on one by one: leads put people into segments. And what it reads of tracking's past for a rule that looks at it. */
export const reactions = (context: ServiceContext, nc: NatsConnection): ReadonlyArray<{ stop(): Promise<unknown> }> => {
  const { workerPool, workerLog, config, logger } = context;
  const owner = `${config.instanceId}-${process.pid}`;
  return [
    reaction(context, nc, { name: "leads", stream: "LEAD", types: leadTypes, handle: leadReaction(workerLog, workerPool) }),
    startJob({ pool: workerPool, owner, logger }, backfillJob(workerPool, nc)),
  ];
};
