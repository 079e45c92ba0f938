import { hash } from "node:crypto";
import type { Violation } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";

export interface Creative {
  readonly variantId: string;
  readonly contentId: string | null;
  readonly contentVersion: number;
  /** All weights together are 100. */
  readonly weight: number;
  readonly data: JsonObject;
}

/** What is wrong with them as a set; each by itself is checked where it is read. */
export const creativeProblems = (creatives: ReadonlyArray<Pick<Creative, "variantId" | "weight">>): ReadonlyArray<Violation> => {
  const problems: Violation[] = [];
  const seen = new Set<string>();
  for (const [i, { variantId }] of creatives.entries()) {
    if (seen.has(variantId)) problems.push({ field: `creatives[${i}].variant_id`, description: `${variantId} stands twice` });
    seen.add(variantId);
  }
  const sum = creatives.reduce((total, c) => total + c.weight, 0);
  if (sum !== 100) problems.push({ field: "creatives", description: `the weights must make 100, and make ${sum}` });
  return problems;
};

/** A number in (0, 1), everywhere the same for the same texts: 48 bits of their SHA-256, plus half a step so that it is never 0. */
const chance = (...texts: ReadonlyArray<string>): number =>
  (Number.parseInt(hash("sha256", texts.join("\0"), "hex").slice(0, 12), 16) + 0.5) / 2 ** 48;

/**
 * Weighted rendezvous hashing: every variant draws a number of its own for the person, and the greatest of weight / -ln(draw) wins, which each
 * does in proportion to its weight. Sticky without a memory; when a weight grows, people move to that variant and between no others.
 */
export const assignVariant = <C extends Pick<Creative, "variantId" | "weight">>(
  adCampaignId: string,
  userId: string,
  creatives: ReadonlyArray<C>,
): C | null => {
  let best: C | null = null;
  let most = 0;
  for (const creative of creatives) {
    const drawn = creative.weight / -Math.log(chance(adCampaignId, userId, creative.variantId));
    if (drawn > most) [best, most] = [creative, drawn];
  }
  return best;
};
