/** The largest single amount of money in any contract, in millionths of a unit: a thousand million units. */
export const maxAmountMicros = 1_000_000_000_000_000;
