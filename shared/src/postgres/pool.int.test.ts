import { stretched, until } from "@marketing/tests/support/patience";
import { playCall } from "@marketing/tests/support/playedCall";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createPool, type Pool, transaction, withTenant } from "./pool.ts";

const tenant = uuidv7();
let database: TestDatabase;
let admin: pg.Pool;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase({ services: ["identity"] });
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});
beforeEach(() => {
  pool = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 2, applicationName: "probe" });
});
afterEach(() => pool.end());

/** What runs now on the pool's connections. */
const running = async (): Promise<string[]> =>
  (await admin.query("SELECT query FROM pg_stat_activity WHERE application_name = 'probe' AND state = 'active'")).rows.map((r) => r.query);
const slow = "SELECT pg_sleep(600)";
const runs = (query: string) => until(`${query} runs`, async () => (await running()).includes(query));
const quiet = () => until("nothing runs", async () => (await running()).length === 0);

const call = (tenantId = tenant, ms?: number) => playCall(tenantId, ms);

const shapes = {
  "in a tenant's transaction": () => withTenant(pool, tenant, (client) => client.query(slow)),
  "in a transaction": () => transaction(pool, (client) => client.query(slow)),
  "by itself": () => pool.query(slow),
};
for (const [name, query] of Object.entries(shapes))
  it(`a query ${name} ends with the call that it was made for, and its connection is as good as new`, async () => {
    const { give, run } = call();
    const pid = (await pool.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
    const answer = run(query);
    answer.catch(() => undefined);
    await runs(slow);
    give();
    await expect(answer).rejects.toMatchObject({ code: "57014" });
    await quiet();
    expect((await withTenant(pool, tenant, (c) => c.query("SELECT pg_backend_pid() AS pid"))).rows[0].pid).toBe(pid);
    expect(pool.totalCount).toBe(1);
  });

it("a call that ends between two queries makes no other, and what it wrote is undone", async () => {
  await admin.query("CREATE TABLE identity.seen (n int); GRANT INSERT, SELECT ON identity.seen TO identity_api");
  const { give, run } = call();
  const work = run(() =>
    transaction(pool, async (client) => {
      await client.query("INSERT INTO seen VALUES (1)");
      give();
      return client.query("INSERT INTO seen VALUES (2)");
    }),
  );
  await expect(work).rejects.toMatchObject({ reason: "CANCELLED" });
  expect((await pool.query("SELECT n FROM seen")).rows).toEqual([]);
});

it("no cancellation meets another's query, whenever it comes", async () => {
  const one = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 1 });
  let met = 0;
  for (let i = 0; i < 300; i++) {
    const { give, run } = call();
    const given = run(() => withTenant(one, tenant, (c) => c.query("SELECT pg_sleep(0.002)")));
    setTimeout(give, Math.random() * 6);
    const other = withTenant(one, tenant, (c) => c.query("SELECT pg_sleep(0.001)"));
    await given.catch(() => undefined);
    await other.catch(() => met++);
  }
  expect(met).toBe(0);
  expect(one.totalCount).toBe(1);
  await one.end();
});

it("the rest of the call's time is the statements' timeout, and no more than the pool allows", async () => {
  const bounded = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 1, statementTimeoutMs: 700 });
  const allowed = (p: Pool, ms: number) =>
    call(tenant, ms).run(() =>
      withTenant(
        p,
        tenant,
        async (c) => (await c.query("SELECT setting::int AS ms FROM pg_settings WHERE name = 'statement_timeout'")).rows[0].ms,
      ),
    );
  expect(await allowed(pool, 50_000)).toBeGreaterThan(40_000);
  expect(await allowed(pool, 50_000)).toBeLessThanOrEqual(50_000);
  expect(await allowed(bounded, 50_000)).toBe(700);
  expect(await allowed(bounded, 300)).toBeLessThanOrEqual(300);
  expect((await pool.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
  await expect(bounded.query(slow)).rejects.toMatchObject({ code: "57014" });
  await expect(call(tenant, -1).run(() => withTenant(pool, tenant, (c) => c.query(slow)))).rejects.toMatchObject({ code: "57014" });
  await bounded.end();
});

it("a call that waits for a connection gives up its place, and a tenant cannot hold all of them", async () => {
  const loud = Array.from({ length: 20 }, () => call());
  const answers = loud.map(({ run }) => run(() => withTenant(pool, tenant, (c) => c.query(slow))).catch((error: unknown) => error));
  await runs(slow);
  const other = uuidv7();
  for (let i = 0; i < 20; i++) await call(other).run(() => withTenant(pool, other, (c) => c.query("SELECT 1")));
  expect(await running()).toEqual([slow]);
  for (const { give } of loud.slice(1)) give();
  expect(await Promise.all(answers.slice(1))).toEqual(Array.from({ length: 19 }, () => expect.objectContaining({ reason: "CANCELLED" })));
  expect(pool.waiting).toBe(0);
  loud[0]!.give();
  await quiet();
  await answers[0];
});

it("a cancellation is quick while all connections are in use", async () => {
  const calls = Array.from({ length: 2 }, (_, i) => call(i === 0 ? tenant : uuidv7()));
  const answers = calls.map(({ run }) => run(() => transaction(pool, (c) => c.query(slow))).catch((error: unknown) => error));
  await until("both run", async () => (await running()).length === 2);
  const began = Date.now();
  for (const { give } of calls) give();
  await Promise.all(answers);
  expect(Date.now() - began).toBeLessThan(stretched(1_000));
  await quiet();
});

it("a session that falls silent in a transaction is ended, its locks are free, and the pool goes on", async () => {
  expect((await pool.query("SHOW idle_in_transaction_session_timeout")).rows[0].idle_in_transaction_session_timeout).toBe("30s");
  const lock = "SELECT FROM checkpoints WHERE subscription = 'silent' FOR UPDATE";
  const worker = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 1, applicationName: "probe" });
  try {
    await worker.query("INSERT INTO checkpoints (subscription, generation, source) VALUES ('silent', 1, 'log')");
    const silent = transaction(
      worker,
      async (client) => {
        await client.query(lock);
        // whoever waits for the lock gets it
        await admin.query("SELECT FROM identity.checkpoints WHERE subscription = 'silent' FOR UPDATE");
        await client.query("SELECT 1");
      },
      "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 200",
    );
    const error = await silent.then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(String(error)).toMatch(/idle-in-transaction|not queryable|Connection terminated/);
    expect((await worker.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  } finally {
    await worker.end();
  }
});
