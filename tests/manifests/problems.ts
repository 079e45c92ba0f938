import { environmentProblems } from "./environmentChecks.ts";
import type { Facts } from "./facts.ts";
import { fieldProblems } from "./fields.ts";
import type { Manifest } from "./manifest.ts";
import { networkProblems } from "./networkChecks.ts";
import { podProblems } from "./podChecks.ts";
import { referenceProblems } from "./referenceChecks.ts";

/** Everything that is wrong with what an overlay renders, in words. */
export const problemsOf = async (manifests: ReadonlyArray<Manifest>, facts: Facts): Promise<string[]> => [
  ...(await Promise.all(manifests.map(fieldProblems))).flat(),
  ...podProblems(manifests, facts),
  ...environmentProblems(manifests, facts),
  ...referenceProblems(manifests, facts),
  ...networkProblems(manifests),
];
