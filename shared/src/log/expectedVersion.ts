import type { ExpectedVersion } from "../base/event.ts";

const codes = { "no-stream": -1, any: -2, "stream-exists": -4 } as const;

/** The expected version as the number that the SQL function append_many takes. */
export const expectedVersionCode = (expected: ExpectedVersion): number => {
  if (typeof expected !== "number") return codes[expected];
  if (!Number.isSafeInteger(expected) || expected < 0) throw new TypeError(`expected version ${expected} is not a version`);
  return expected;
};
