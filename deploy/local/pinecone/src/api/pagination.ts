import { invalid } from "../apiError.ts";

/** The page size that a request asks for; `max` when it names none. Throws INVALID_ARGUMENT. */
export const limitOf = (value: unknown, max: number): number => {
  if (value === undefined || value === null || value === "") return max;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > max)
    throw invalid(`limit must be a whole number from 1 to ${max}, got ${String(value)}`);
  return limit;
};

const tokenOf = (last: string): string => Buffer.from(JSON.stringify(last)).toString("base64url");
const lastOf = (token: unknown): string | undefined => {
  if (token === undefined || token === null || token === "") return undefined;
  try {
    const last: unknown = JSON.parse(Buffer.from(String(token), "base64url").toString());
    if (typeof last === "string") return last;
  } catch {
    // answered by the throw below
  }
  throw invalid("Invalid pagination token");
};

/** Binary search: the position of the first item that is not less than `value`. */
const lowerBound = (sorted: ReadonlyArray<string>, value: string): number => {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

export interface Page {
  readonly items: ReadonlyArray<string>;
  /** For `pagination.next`; absent on the last page. */
  readonly next?: string;
}

/**
 * The items that begin with the prefix and come after the item in the token, which was the last of the page before. Items that were
 * added or removed between two pages therefore shift nothing.
 */
export const pageOf = (sorted: ReadonlyArray<string>, prefix: string, limit: number, token: unknown): Page => {
  const last = lastOf(token);
  let at = lowerBound(sorted, last !== undefined && last > prefix ? last : prefix);
  if (last !== undefined && sorted[at] === last) at += 1;
  const items: string[] = [];
  while (items.length < limit && sorted[at]?.startsWith(prefix)) items.push(sorted[at++]!);
  return sorted[at]?.startsWith(prefix) ? { items, next: tokenOf(items.at(-1)!) } : { items };
};
