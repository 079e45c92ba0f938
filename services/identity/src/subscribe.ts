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
const pace = { least: 100, most: 2_500 };

/**
 * Lets events gather for a moment: a batch costs a commit to disk, and what one person did in it counts as one event. The more come, the
 * longer (two milliseconds an event): what people do is then told in fewer events. A full batch ends it, or a pause as long as the last
 * batch took: a busy machine's events come in gusts. Who is behind, with full batches, does not wait.
 */
export const paced = (source: Source, { least, most }: { readonly least: number; readonly most: number }): Source => {
  let [notBefore, givenAt, pause] = [0, 0, 0];
  let [hints, lastHint] = [0, 0]; // a source of messages gives a hint for each
  source.onWake(() => {
    hints++;
    lastHint = performance.now();
  });
  const gather = async (limit: number): Promise<void> => {
    for (let now = performance.now(); now < notBefore && hints < limit && now - lastHint < pause; now = performance.now())
      await sleep(Math.min(notBefore - now, least));
  };
  return {
    name: source.name,
    onWake: (wake) => source.onWake(wake),
    async read(cursor, limit) {
      if (givenAt > 0) pause = Math.max(2 * least, performance.now() - givenAt);
      await gather(limit);
      hints = 0;
      const batch = await source.read(cursor, limit);
      const [came, full] = [batch.events.length, batch.events.length >= limit];
      givenAt = came > 0 ? performance.now() : 0;
      notBefore = came > 0 && !full ? givenAt + Math.min(most, Math.max(least, 2 * came)) : 0;
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
