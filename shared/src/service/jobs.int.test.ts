import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import type { Lease } from "../subscription/lease.ts";
import { maintenance } from "./jobs.ts";

const day = 86_400_000;
const schema = "identity";
const tenantId = uuidv7();
const lease: Lease = { subscription: "job:maintenance", generation: 1, fence: 1, signal: new AbortController().signal };

let database: TestDatabase;
let worker: Pool;
let owner: pg.Client;
let log: EventLog;
beforeAll(async () => {
  database = await createTestDatabase({ services: [schema] });
  worker = createPool({ connectionString: database.workerUrl(schema), schema });
  owner = new pg.Client({ connectionString: database.adminUrl });
  await owner.connect();
  log = new EventLog({ pool: worker, schema, codec: createCodec({ thing_done: { version: 1 } }) });
});
afterAll(async () => {
  await Promise.all([worker?.end(), owner?.end()]);
  await database?.drop();
});

const append = async (receiptId: string) => {
  const event = { type: "thing_done", data: {} };
  const [result] = await log.appendBulk([{ tenantId, receiptId, fingerprint: 1, streamId: `thing-${receiptId}`, event }]);
  return result!.status;
};
/** All epochs begin so many days ago, which ends the one before at the same time. */
const age = (days: number) => owner.query(`UPDATE ${schema}.receipt_epochs SET started_at = now() - $1 * interval '1 day'`, [days]);
const epoch = async (): Promise<number> => (await worker.query("SELECT last_value::int AS epoch FROM receipt_epoch")).rows[0].epoch;

it("receipts are kept for seven days at the least, and longer where the settings say so", async () => {
  const id = uuidv7();
  const long = { receiptEpochMs: 3 * day, receiptRetentionMs: 10 * day };
  expect(await append(id)).toBe("accepted");
  await age(4);
  await maintenance(worker).run(lease);
  expect(await epoch()).toBe(2);

  await age(6.99);
  await maintenance(worker).run(lease);
  expect(await append(id)).toBe("duplicate");

  await age(8);
  await maintenance(worker, long).run(lease);
  expect(await append(id)).toBe("duplicate");
  await maintenance(worker).run(lease);
  expect(await append(id)).toBe("accepted");
});

it("no setting makes it six", async () => {
  const six = { receiptEpochMs: day, receiptRetentionMs: 6 * day };
  await expect(maintenance(worker, six).run(lease)).rejects.toThrow("receipts are kept for seven days at least");
});
