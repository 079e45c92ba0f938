import type { ServiceContext } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import { behaviourView } from "./person/behaviourView.ts";
import { peopleTypes, peopleView } from "./person/peopleView.ts";
import { trackedType } from "./person/tracked.ts";

/**
 * What lead hears from others: who people are, from identity, and what they do, from tracking. Both are kept as copies; whatever follows for
 * leads is asked for in the same transaction and worked off by the job `refresh`.
 */
export const foreignSubscriptions = ({ foreign }: Pick<ServiceContext, "foreign">): ReadonlyArray<Subscription> => {
  const tracked = { types: [trackedType], capacity: 4_000 };
  return [
    { view: peopleView, source: foreign("IDENTITY", { types: peopleTypes }) },
    { view: behaviourView, source: foreign("TRACKING", tracked) },
  ];
};
