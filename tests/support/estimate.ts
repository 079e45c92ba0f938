import { expect } from "vitest";

/** Of Redis's HyperLogLog, relative to the count. https://redis.io/docs/latest/develop/data-types/probabilistic/hyperloglogs/ */
const standardError = 0.0081;

/** That a HyperLogLog's estimate is one of `exact` people: within four standard errors, beyond which one in 16,000 lies. */
export const expectEstimate = (estimate: number | string, exact: number): void => {
  expect(Math.abs(Number(estimate) - exact), `${estimate} for ${exact}`).toBeLessThanOrEqual(4 * standardError * exact);
};
