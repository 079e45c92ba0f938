import { createHash, createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { RpcError } from "../base/errors.ts";
import { columns, nextPageToken, orNull, page, pageOf } from "./paging.ts";

const ctx = { pageSecret: randomBytes(32), pageBytes: 1_000_000 };
const shape = [columns.text, columns.whole, orNull(columns.time)];
const query = { rpc: "ListUsers", tenantId: "t", segment: "pro", since: new Date(5), none: undefined };

it("leads from page to page", () => {
  const first = page(ctx, { pageSize: 2, pageToken: "" }, query, shape);
  expect(first).toMatchObject({ limit: 2, after: null });
  const keyOf = (row: { id: string }) => [row.id, 5, null] as const;
  const { messages, nextPageToken: token } = pageOf([{ id: "a" }, { id: "b" }, { id: "c" }], first, query, keyOf, (row) => row);
  expect(messages).toEqual([{ id: "a" }, { id: "b" }]);
  const same = { since: new Date(5), segment: "pro", tenantId: "t", rpc: "ListUsers" };
  expect(page({ ...ctx, pageSecret: Buffer.from(ctx.pageSecret) }, { pageSize: 3, pageToken: token }, same, shape)).toMatchObject({
    limit: 3,
    after: ["b", 5, null],
  });
  expect(pageOf([{ id: "a" }], first, query, keyOf, (row) => row).nextPageToken).toBe("");
});

it("ends where its rows are as many bytes as it may have; every row comes, once, and a row that is larger alone", () => {
  const sizes = [10, 400, 400, 5_000, 1, 1, 999, 300, 300];
  const rows = sizes.map((size, id) => ({ id, text: "x".repeat(size) }));
  const small = { ...ctx, pageBytes: 1_000 };
  const pages: number[][] = [];
  for (let pageToken = ""; ; ) {
    const p = page(small, { pageSize: 100, pageToken }, query, [columns.whole]);
    const rest = rows.filter(({ id }) => p.after === null || id > p.after[0]);
    const cut = pageOf(
      rest.slice(0, p.limit + 1),
      p,
      query,
      ({ id }) => [id],
      (row) => row,
    );
    pages.push(cut.messages.map(({ id }) => id));
    pageToken = cut.nextPageToken;
    if (pageToken === "") break;
  }
  expect(pages).toEqual([[0, 1, 2], [3], [4, 5], [6], [7, 8]]);
});

it("has a default and a largest size", () => {
  expect(page(ctx, { pageSize: 0, pageToken: "" }, query, shape).limit).toBe(50);
  expect(page(ctx, { pageSize: 1e9, pageToken: "" }, query, shape, { maxSize: 500 }).limit).toBe(500);
});

describe("refuses", () => {
  const refused = (pageToken: string, of: object = query, columnsOf = shape) => {
    const read = () => page(ctx, { pageSize: 1, pageToken }, of, columnsOf);
    expect(read, pageToken.slice(0, 100)).toThrow(RpcError);
    expect(read, pageToken.slice(0, 100)).toThrow(expect.objectContaining({ code: 3, reason: "INVALID_PAGE_TOKEN" }));
  };
  const token = nextPageToken(ctx.pageSecret, query, ["b", 5, null]);

  it("tokens of other queries, and every changed one", () => {
    refused(token, { ...query, tenantId: "u" });
    refused(token, { ...query, segment: undefined });
    refused(token, { ...query, rpc: "ListLeads" });
    for (let i = 0; i < token.length; i++) refused(`${token.slice(0, i)}${token[i] === "A" ? "B" : "A"}${token.slice(i + 1)}`);
    for (let i = 1; i < token.length; i++) refused(token.slice(0, i));
    for (const bad of [
      `${token}A`,
      `${token}=`,
      token.slice(1),
      "x",
      "not base64url!",
      `${token} `,
      `${token}\u0000`,
      "A".repeat(1_000_000),
    ])
      refused(bad);
  });

  it("tokens that somebody else made, with no secret or another", () => {
    const key = JSON.stringify(["b", 5, null]);
    const { none: _, ...text } = { ...query, since: query.since.toISOString() };
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(text).sort()));
    const made = (digest: Buffer) => Buffer.concat([digest, Buffer.from(key)]).toString("base64url");
    const real = createHmac("sha256", ctx.pageSecret).update(sorted).update("\n").update(key).digest();
    expect(made(real.subarray(0, 16)), "the forger knows how a token is made").toBe(token);
    for (const bytes of [9, 16, 32]) {
      refused(made(createHash("sha256").update(sorted).update("\n").update(key).digest().subarray(0, bytes)));
      for (const secret of ["", "\0".repeat(32), randomBytes(32)])
        refused(made(createHmac("sha256", secret).update(sorted).update("\n").update(key).digest().subarray(0, bytes)));
    }
    refused(nextPageToken(Buffer.alloc(0), query, ["b", 5, null]));
  });

  it("a key that has not the columns of today, though it was made by the service", () => {
    for (const key of [
      [],
      ["b"],
      ["b", 5],
      ["b", 5, null, 1],
      [5, "b", null],
      ["b", -1, null],
      ["b", 1.5, null],
      ["b", 2 ** 60, null],
      ["b", "5", null],
      ["b\0", 5, null],
      [null, 5, null],
      ["b", 5, "tomorrow"],
      ["b", 5, "2026-13-45T00:00:00.000Z"],
      ["b", 5, "2026-01-01T00:00:00.000Z' OR 1=1"],
    ])
      refused(nextPageToken(ctx.pageSecret, query, key));
    for (const value of ["x", "", null, "00000000-0000-0000-0000-00000000000g"])
      refused(nextPageToken(ctx.pageSecret, query, [value]), query, [columns.uuid]);
    for (const value of ["NaN", "1e400", "--1", "1.", 1, null])
      refused(nextPageToken(ctx.pageSecret, query, [value]), query, [columns.decimal]);
    for (const value of ["1", null]) refused(nextPageToken(ctx.pageSecret, query, [value]), query, [columns.number]);
    const odd = (key: unknown) => nextPageToken(ctx.pageSecret, query, key as []);
    for (const key of [null, {}, "b", { length: 3 }, [["b"], 5, null]]) refused(odd(key));
  });
});
