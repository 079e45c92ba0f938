import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import type { Source } from "@marketing/shared/subscription/source";
import { trackedType } from "./activity/tracked.ts";
import { visitorsBatch, visitorsPolicy } from "./activity/visitorsPolicy.ts";

const paceMs = 100;

/**
 * Lets events gather for a moment while they trickle: a batch costs a commit to disk, and what one person did in it counts as one event. Who
 * is behind, with full batches, does not wait.
 */
export const paced = (source: Source, everyMs: number): Source => {
  let notBefore = 0;
  return {
    name: source.name,
    onWake: (wake) => source.onWake(wake),
    async read(cursor, limit) {
      const wait = notBefore - performance.now();
      if (wait > 0) await sleep(wait);
      const batch = await source.read(cursor, limit);
      notBefore = batch.events.length > 0 && batch.events.length < limit ? performance.now() + everyMs : 0;
      return batch;
    },
  };
};

/** What identity hears from others: who was active, from tracking. */
export const foreignSubscriptions = ({
  foreign,
  workerLog,
}: Pick<ServiceContext, "foreign" | "workerLog">): ReadonlyArray<Subscription> => {
  const options = { types: [trackedType], capacity: 2 * visitorsBatch };
  return [{ view: visitorsPolicy(workerLog), source: paced(foreign("TRACKING", options), paceMs) }];
};
