import { ApiError } from "../apiError.ts";

/** Bytes of dense vectors that this process may hold, and holds now. Ids and metadata are not counted. */
let limit = 4 * 1024 ** 3;
let used = 0;

export const setMemoryLimit = (bytes: number): void => {
  limit = bytes;
};
/** Counts memory that was taken, or with a negative number memory that was given back. */
export const countMemory = (bytes: number): void => {
  used += bytes;
};
/** Throws RESOURCE_EXHAUSTED when so many more bytes would not fit. */
export const checkMemory = (bytes: number): void => {
  if (used + bytes > limit)
    throw new ApiError(
      "RESOURCE_EXHAUSTED",
      `This server holds vectors of at most ${Math.round(limit / 1024 ** 2)} MB in memory; start it with a larger --memory`,
    );
};
