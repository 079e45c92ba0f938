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

it("receipts are kept for as long as the settings say, and seven days where they say nothing", async () => {
  const id = uuidv7();
  const short = { receiptEpochMs: day, receiptRetentionMs: 2 * day };
  expect(await append(id)).toBe("accepted");
  await age(2);
  await maintenance(worker).run(lease);
  expect(await epoch()).toBe(1);
  await maintenance(worker, short).run(lease);
  expect(await epoch()).toBe(2);

  await age(1.5);
  await maintenance(worker, short).run(lease);
  expect(await append(id)).toBe("duplicate");

  await age(2.5);
  await maintenance(worker).run(lease);
  expect(await append(id)).toBe("duplicate");
  await maintenance(worker, short).run(lease);
  expect(await append(id)).toBe("accepted");
});
