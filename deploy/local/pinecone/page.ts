import { invalid } from "./apiError.ts";

/** A page's size from a query or a body. Throws INVALID_ARGUMENT. */
export const limitOf = (value: unknown, most: number): number => {
  if (value === undefined || value === null || value === "") return most;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw invalid(`limit must be a whole number from 1 to ${most}, got ${String(value)}`);
  return limit;
};

const tokenOf = (last: string): string => Buffer.from(JSON.stringify(last)).toString("base64url");
const lastOf = (token: unknown): string | undefined => {
  if (token === undefined || token === null || token === "") return undefined;
  try {
    const last: unknown = JSON.parse(Buffer.from(String(token), "base64url").toString());
    if (typeof last === "string") return last;
  } catch {
    // said below
  }
  throw invalid("Invalid pagination token");
};

/** Where in an ascending list the first item stands that is `at` or behind it. */
const firstFrom = (sorted: ReadonlyArray<string>, at: string): number => {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

export interface Page {
  readonly items: ReadonlyArray<string>;
  /** For `pagination.next`; absent on the last page. */
  readonly next?: string;
}

/** The items with the prefix behind the token's. A page goes on where the last one ended, whatever came or went meanwhile. */
export const pageOf = (sorted: ReadonlyArray<string>, prefix: string, limit: number, token: unknown): Page => {
  const last = lastOf(token);
  let at = firstFrom(sorted, last !== undefined && last > prefix ? last : prefix);
  if (last !== undefined && sorted[at] === last) at += 1;
  const items: string[] = [];
  while (items.length < limit && sorted[at]?.startsWith(prefix)) items.push(sorted[at++]!);
  return sorted[at]?.startsWith(prefix) ? { items, next: tokenOf(items.at(-1)!) } : { items };
};
