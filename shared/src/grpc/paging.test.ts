import { expect, it } from "vitest";
import { RpcError } from "../base/errors.ts";
import { nextPageToken, page, pageOf } from "./paging.ts";

const query = { rpc: "ListUsers", tenantId: "t", segment: "pro", since: new Date(5), none: undefined };

it("leads from page to page", () => {
  const first = page({ pageSize: 2, pageToken: "" }, query);
  expect(first).toEqual({ limit: 2, after: null });
  const { rows, nextPageToken: token } = pageOf([{ id: "a" }, { id: "b" }, { id: "c" }], first, query, (row) => [row.id, 5, null]);
  expect(rows).toEqual([{ id: "a" }, { id: "b" }]);
  expect(page({ pageSize: 3, pageToken: token }, { since: new Date(5), segment: "pro", tenantId: "t", rpc: "ListUsers" })).toEqual({
    limit: 3,
    after: ["b", 5, null],
  });
  expect(pageOf([{ id: "a" }], first, query, (row) => [row.id]).nextPageToken).toBe("");
});

it("has a default and a largest size", () => {
  expect(page({ pageSize: 0, pageToken: "" }, query).limit).toBe(50);
  expect(page({ pageSize: 1e9, pageToken: "" }, query, { maxSize: 500 }).limit).toBe(500);
});

it("refuses tokens of other queries, and every changed one", () => {
  const token = nextPageToken(query, ["2026-01-01T00:00:00.000Z", "b"]);
  const refused = (pageToken: string, of: object = query) =>
    expect(() => page({ pageSize: 1, pageToken }, of), pageToken).toThrow(RpcError);
  refused(token, { ...query, tenantId: "u" });
  refused(token, { ...query, segment: undefined });
  for (let i = 0; i < token.length; i++) refused(`${token.slice(0, i)}${token[i] === "A" ? "B" : "A"}${token.slice(i + 1)}`);
  for (const bad of [`${token}A`, `${token}=`, token.slice(1), token.slice(0, -1), "x", "not base64url!", `${token} `]) refused(bad);
});
