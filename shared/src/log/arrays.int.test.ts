import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jsonbArray, plainArray, textArray } from "./arrays.ts";

let db: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  client = new pg.Client({ connectionString: db.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.drop();
});

const odd = ['a"b', "c\\d", "{x,y}", "", "NULL", null, "ü", "😀", "日本\n\t", " ", "\ud83d", "x".repeat(70_000)];

it("hands over whatever text and JSON may hold", async () => {
  const json = [...odd.map((text) => ({ text })), null, 1, "{}", [], true];
  const serialized = json.map((value, i) => (i === 3 ? null : JSON.stringify(value)));
  const query = "SELECT to_json($1::text[]) AS texts, to_json($2::jsonb[]) AS jsons, $3::uuid[] AS ids";
  const wellFormed = (value: string | null): string | null => value?.toWellFormed() ?? null;
  const ids = ["018f1f6e-2d5a-7c3e-9a00-5f0c8d9b7a11", null];
  // half a surrogate pair is no text and no JSON to PostgreSQL: the first becomes U+FFFD on its way, the second is refused
  const sent = serialized.map((s) => (s === JSON.stringify({ text: "\ud83d" }) ? "0" : s));
  const { rows } = await client.query(query, [textArray(odd), jsonbArray(sent), plainArray(ids)]);
  expect(rows[0].texts).toEqual(odd.map(wellFormed));
  expect(rows[0].jsons).toEqual(sent.map((s) => (s === null ? null : JSON.parse(s))));
  expect(rows[0].ids).toEqual(ids);
  const none = await client.query(query, [textArray([]), jsonbArray([]), plainArray([])]);
  expect(none.rows[0]).toEqual({ texts: [], jsons: [], ids: [] });
});

it.each([
  ["NUL in a text", textArray(["a\u0000b"]), "text"],
  ["an escaped NUL in JSON", jsonbArray(['"\\u0000"']), "jsonb"],
  ["half a surrogate pair in JSON", jsonbArray(['"\\ud83d"']), "jsonb"],
  ["what is no JSON", jsonbArray(["{"]), "jsonb"],
])("is refused as a data exception: %s", async (_, parameter, type) => {
  await expect(client.query(`SELECT $1::${type}[]`, [parameter])).rejects.toMatchObject({ code: expect.stringMatching(/^22/) });
});
