import { randomUUID } from "node:crypto";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCounts } from "../evaluation/counterRows.ts";
import { CountBatch } from "../evaluation/counters.ts";
import { evaluateOnce } from "../evaluation/evaluatorJob.ts";
import { counterOf } from "../rule/rule.ts";
import { identityEvents } from "../service.ts";
import { historySql, listMembersSql } from "./queries.ts";

let database: TestDatabase;
let admin: pg.Client;
let [api, worker] = [null as unknown as Pool, null as unknown as Pool];
const [tenant, other] = [randomUUID(), randomUUID()];
const user = "00000000-0000-4000-8000-000000000007";

beforeAll(async () => {
  database = await createTestDatabase({ services: ["identity"] });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=identity" });
  await admin.connect();
  api = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 2 });
  worker = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 4 });
  await admin.query(
    `INSERT INTO segment_history (tenant_id, position, segment, segment_id, user_id, entered, at, cause)
     SELECT CASE WHEN n % 10 = 0 THEN $2 ELSE $1 END::uuid, n, 'segment' || n % 40, gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid, true, now(), 'traits'
     FROM generate_series(1, 30000) n`,
    [tenant, other],
  );
  await admin.query(
    `INSERT INTO segment_memberships (tenant_id, user_id, segment, priority, assigned_at, source)
     SELECT CASE WHEN n % 10 = 0 THEN $2 ELSE $1 END::uuid, gen_random_uuid(), 'segment' || n % 40, 1, now(), 'rule' FROM generate_series(1, 30000) n`,
    [tenant, other],
  );
  await admin.query("VACUUM ANALYZE segment_history, segment_memberships");
});
afterAll(async () => {
  await Promise.all([api.end(), worker.end()]);
  await admin.end();
  await database.drop();
});

describe("reading", () => {
  const by = (segment: string | null, userIds: string[] | null, before: number | null) =>
    historySql(tenant, { segment, segmentId: null, userIds }, before, 51);
  it.each([
    ["members", { text: listMembersSql, values: [tenant, "segment3", null, 51] }, "idx_segment_memberships_segment"],
    ["members, second page", { text: listMembersSql, values: [tenant, "segment3", user, 51] }, "idx_segment_memberships_segment"],
    ["history of a segment", by("segment3", null, null), "idx_segment_history_segment"],
    ["history of a segment, second page", by("segment3", null, 20_000), "idx_segment_history_segment"],
    ["history of a person", by(null, [user], null), "idx_segment_history_user"],
    ["history of a person in a segment", by("segment7", [user], null), "idx_segment_history_user"],
  ])("%s takes its index, as the api role", async (_, { text, values }, index) => {
    const plan = await withTenant(api, tenant, async (client) =>
      (await client.query(`EXPLAIN ${text}`, values as unknown[])).rows.map((r) => r["QUERY PLAN"]).join("\n"),
    );
    expect(plan).toContain(index);
    expect(plan).not.toContain("Seq Scan");
  });

  it("shows one tenant, and lets nobody write who only asks", async () => {
    for (const table of ["segments", "segment_history", "segment_rules", "segment_meters", "segment_counts", "segment_members"]) {
      expect((await api.query(`SELECT count(*)::int AS n FROM ${table}`)).rows).toEqual([{ n: 0 }]);
      await expect(withTenant(api, tenant, (client) => client.query(`DELETE FROM ${table}`))).rejects.toMatchObject({ code: "42501" });
    }
    const seen = await withTenant(api, other, (client) => client.query("SELECT count(*)::int AS n FROM segment_history"));
    expect(seen.rows).toEqual([{ n: 3_000 }]);
  });
});

describe("counting", () => {
  it("adds up from two sides at once, and keeps the latest in order", async () => {
    const counter = counterOf("buy", {}, 3);
    const people = Array.from({ length: 50 }, () => randomUUID());
    const add = (times: ReadonlyArray<number>) =>
      transaction(worker, async (client) => {
        const counted = new CountBatch();
        for (const p of people) for (const at of times) counted.add(counter, p, at);
        await addCounts(client, tenant, counted);
      });
    await Promise.all(Array.from({ length: 12 }, (_, i) => add([i, 100 - i, 50])));
    const { rows } = await admin.query(
      "SELECT DISTINCT total::int AS total, latest::text AS latest FROM segment_counts WHERE tenant_id = $1 AND meter_id = $2",
      [tenant, counter.counterId],
    );
    expect(rows).toEqual([{ total: 36, latest: "{100,99,98,97}" }]);
  });
});

describe("evaluating", () => {
  it("fences out a runner whose lease is gone, and leaves its work", async () => {
    const log = new EventLog({ pool: worker, schema: "identity", codec: codecOf(identityEvents) });
    await admin.query("INSERT INTO checkpoints (subscription, generation, source, fence) VALUES ('job:segments', 1, 'job', 7)");
    await admin.query("INSERT INTO segment_touches (tenant_id, user_id, position, cause) VALUES ($1, $2, 0, 'traits')", [tenant, user]);
    const lease = (fence: number) => ({ subscription: "job:segments", generation: 1, fence, signal: new AbortController().signal });
    await expect(evaluateOnce({ pool: worker, log }, lease(6))).rejects.toThrow("another evaluator");
    expect((await admin.query("SELECT 1 FROM segment_touches")).rowCount).toBe(1);
    expect(await evaluateOnce({ pool: worker, log }, lease(7))).toBe(true);
    expect((await admin.query("SELECT 1 FROM segment_touches")).rowCount).toBe(0);
    expect(await evaluateOnce({ pool: worker, log }, lease(7))).toBe(false);
  });
});
