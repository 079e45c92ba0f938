import { createHash } from "node:crypto";
import { invalidField } from "../base/errors.ts";

// A page token is the key of the last row and a digest of query and key together: a token of another query, or a changed one, is refused.
// It is opaque, no secret: whoever can ask the query may also make a token for it, and learns nothing by it.

export type PageKey = ReadonlyArray<string | number | null>;

const canonical = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, canonical(v)]),
    );
  return value;
};

const digestBytes = 9;
const digest = (query: unknown, key: string): Buffer =>
  createHash("sha256")
    .update(JSON.stringify(canonical(query)))
    .update("\n")
    .update(key)
    .digest()
    .subarray(0, digestBytes);

/** `query` is everything that decides which rows come in which order (RPC, tenant, filters), without page size and token. */
export const nextPageToken = (query: object, lastKey: PageKey): string => {
  const key = JSON.stringify(lastKey);
  return Buffer.concat([digest(query, key), Buffer.from(key)]).toString("base64url");
};

export interface Page {
  /** Rows to answer with, at most. */
  readonly limit: number;
  /** Key of the last row of the page before; null = from the start. */
  readonly after: PageKey | null;
}

/** Reads `page_size` (0 = `defaultSize`, larger than `maxSize` = `maxSize`) and `page_token` (INVALID_ARGUMENT when it is not this query's). */
export const page = (
  request: { readonly pageSize: number; readonly pageToken: string },
  query: object,
  { defaultSize = 50, maxSize = 1_000 } = {},
): Page => {
  const limit = request.pageSize === 0 ? defaultSize : Math.min(request.pageSize, maxSize);
  if (request.pageToken === "") return { limit, after: null };
  const bytes = Buffer.from(request.pageToken, "base64url");
  const key = bytes.subarray(digestBytes).toString();
  if (
    bytes.length <= digestBytes ||
    bytes.toString("base64url") !== request.pageToken ||
    !digest(query, key).equals(bytes.subarray(0, digestBytes))
  )
    throw invalidField("page_token", "is not a token of this query", "INVALID_PAGE_TOKEN");
  return { limit, after: JSON.parse(key) as PageKey };
};

/** Rows fetched with `limit + 1` → the page and its token. `keyOf` gives the ordering columns of a row. */
export const pageOf = <Row>(
  rows: ReadonlyArray<Row>,
  { limit }: Page,
  query: object,
  keyOf: (row: Row) => PageKey,
): { rows: ReadonlyArray<Row>; nextPageToken: string } =>
  rows.length > limit
    ? { rows: rows.slice(0, limit), nextPageToken: nextPageToken(query, keyOf(rows[limit - 1]!)) }
    : { rows, nextPageToken: "" };
