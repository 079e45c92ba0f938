import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import { column, defineTable } from "./table.ts";

interface Row {
  readonly id: string;
  readonly reason: string | null;
}
const table = defineTable<Row>({
  name: "things",
  key: { id: column("uuid", (r) => r.id) },
  columns: {
    born: column("text", () => "here", { once: true }),
    reason: column("text", (r) => r.reason, { keep: true }),
    size: column("int", () => 1),
  },
});

test("an upsert sets what may change, and keeps a value where a null says nothing new", async () => {
  const sent: { text: string; values: unknown[] }[] = [];
  const client = { query: async (q: { text: string; values: unknown[] }) => sent.push(q) } as unknown as PoolClient;
  await table.upsert(client, [{ id: "a", reason: null }]);
  await table.upsert(client, []);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.text).toContain("ON CONFLICT (id) DO UPDATE SET reason = coalesce(excluded.reason, things.reason), size = excluded.size");
  expect(sent[0]!.values).toEqual([["a"], ["here"], [null], [1]]);
});
