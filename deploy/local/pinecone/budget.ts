import { ApiError } from "./apiError.ts";

/** Bytes of vectors this process may hold, and holds; metadata and ids come on top. */
let limit = 4 * 1024 ** 3;
let used = 0;

export const setBudget = (bytes: number): void => {
  limit = bytes;
};
export const spend = (bytes: number): void => {
  used += bytes;
};
/** Throws RESOURCE_EXHAUSTED when so much more would not fit. */
export const checkBudget = (bytes: number): void => {
  if (used + bytes > limit)
    throw new ApiError(
      "RESOURCE_EXHAUSTED",
      `This server holds vectors of at most ${Math.round(limit / 1024 ** 2)} MB in memory; start it with a larger --memory`,
    );
};
