import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import { trackedType } from "./activity/tracked.ts";
import { visitorsPolicy } from "./activity/visitorsPolicy.ts";

/** What identity hears from others: who was active, from tracking. */
export const foreignSubscriptions = ({
  foreign,
  workerLog,
}: Pick<ServiceContext, "foreign" | "workerLog">): ReadonlyArray<Subscription> => [
  { view: visitorsPolicy(workerLog), source: foreign("TRACKING", { types: [trackedType] }) },
];
