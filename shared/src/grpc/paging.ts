import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidField } from "../base/errors.ts";
import { isUuid } from "../base/ids.ts";
import { canonicalJson } from "../base/json.ts";
import type { CallContext } from "./context.ts";
import { wireSize } from "./wireSize.ts";

// A page token is the key of the last row and a keyed digest of query and key together: only the service makes tokens, and a token of
// another query, or a changed one, is refused. The columns are checked all the same: a token may be of a release whose keys were others.
// A page ends where its rows are as many as it may have, or as many bytes: the token leads on either way.

/** Longer than any key of a row. */
const maxTokenLength = 4_096;

export type PageKey = ReadonlyArray<string | number | null>;

/** What may stand in a column of a page's key. The keys that are made and those that are read have the type that the columns say. */
type Column<V extends PageKey[number]> = (value: unknown) => value is V;
const iso = /^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const columns = {
  time: (v): v is string => typeof v === "string" && iso.test(v) && !Number.isNaN(Date.parse(v)),
  uuid: (v): v is string => typeof v === "string" && isUuid(v),
  /** A position, version, id or count. */
  whole: (v): v is number => Number.isSafeInteger(v) && (v as number) >= 0,
  number: (v): v is number => typeof v === "number" && Number.isFinite(v),
  /** An exact number, as text. */
  decimal: (v): v is string => typeof v === "string" && /^-?\d{1,30}(\.\d{1,30})?$/.test(v),
  text: (v): v is string => typeof v === "string" && !v.includes("\0"),
} satisfies Record<string, Column<string> | Column<number>>;

export const orNull =
  <V extends PageKey[number]>(column: Column<V>): Column<V | null> =>
  (v): v is V | null =>
    v === null || column(v);

/** The columns of a key, in its order. */
type Shape<Key extends PageKey> = { readonly [At in keyof Key]: Column<Key[At]> };

const digestBytes = 16;
const digest = (secret: Buffer, query: unknown, key: string): Buffer =>
  createHmac("sha256", secret).update(canonicalJson(query)).update("\n").update(key).digest().subarray(0, digestBytes);

/** `query` is everything that decides which rows come in which order (RPC, tenant, filters), without page size and token. */
export const nextPageToken = (secret: Buffer, query: object, lastKey: PageKey): string => {
  const key = JSON.stringify(lastKey);
  return Buffer.concat([digest(secret, query, key), Buffer.from(key)]).toString("base64url");
};

/** Null where the token is not one of this query's, made by this service. */
const readToken = <Key extends PageKey>(secret: Buffer, token: string, query: object, shape: Shape<Key>): Key | null => {
  if (token.length > maxTokenLength) return null;
  const bytes = Buffer.from(token, "base64url");
  const key = bytes.subarray(digestBytes).toString();
  if (bytes.length <= digestBytes || bytes.toString("base64url") !== token) return null;
  if (!timingSafeEqual(digest(secret, query, key), bytes.subarray(0, digestBytes))) return null;
  const read = JSON.parse(key) as unknown;
  const fits = (key: unknown): key is Key =>
    Array.isArray(key) && key.length === shape.length && shape.every((column, i) => column(key[i]));
  return fits(read) ? read : null;
};

export interface Page<Key extends PageKey> {
  /** What the next token is made with. */
  readonly secret: Buffer;
  /** Rows to answer with, at most. */
  readonly limit: number;
  /** And no more bytes of them than this, but always one. */
  readonly bytes: number;
  /** Key of the last row of the page before; null = from the start. */
  readonly after: Key | null;
}

/**
 * Reads `page_size` (0 = `defaultSize`, larger than `maxSize` = `maxSize`) and `page_token` (INVALID_ARGUMENT when it is not this query's).
 * `shape`: the columns of the key, as `pageOf` is given them.
 */
export const page = <const Key extends PageKey>(
  { pageSecret: secret, pageBytes: bytes }: Pick<CallContext, "pageSecret" | "pageBytes">,
  request: { readonly pageSize: number; readonly pageToken: string },
  query: object,
  shape: Shape<Key>,
  { defaultSize = 50, maxSize = 1_000 } = {},
): Page<Key> => {
  const limit = request.pageSize === 0 ? defaultSize : Math.min(request.pageSize, maxSize);
  if (request.pageToken === "") return { secret, limit, bytes, after: null };
  const after = readToken(secret, request.pageToken, query, shape);
  if (after === null) throw invalidField("page_token", "is not a token of this query", "INVALID_PAGE_TOKEN");
  return { secret, limit, bytes, after };
};

/** As many of `rows` from the first on as fit into `limit` and `bytes`, as messages; always one. */
export const fitting = <Row, Message>(
  rows: ReadonlyArray<Row>,
  messageOf: (row: Row) => Message,
  { limit = Number.POSITIVE_INFINITY, bytes }: { readonly limit?: number; readonly bytes: number },
): Message[] => {
  const messages: Message[] = [];
  let left = bytes;
  for (const row of rows) {
    if (messages.length >= limit) break;
    const message = messageOf(row);
    left -= wireSize(message);
    if (left < 0 && messages.length > 0) break;
    messages.push(message);
  }
  return messages;
};

/** Rows fetched with `limit + 1` → the page's messages and its token. `keyOf` gives the ordering columns of a row. */
export const pageOf = <Row, Key extends PageKey, Message>(
  rows: ReadonlyArray<Row>,
  page: Page<Key>,
  query: object,
  keyOf: (row: Row) => readonly [...Key],
  messageOf: (row: Row) => Message,
): { messages: ReadonlyArray<Message>; nextPageToken: string } => {
  const messages = fitting(rows, messageOf, page);
  const last = messages.length - 1;
  return { messages, nextPageToken: messages.length < rows.length ? nextPageToken(page.secret, query, keyOf(rows[last]!)) : "" };
};
