import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { logSource } from "./logSource.ts";

const codec = createCodec({ said: { version: 1 } });
const tenantId = uuidv7();
let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 5 });
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const openLog = () => new EventLog({ pool, schema: "identity", codec });
const say = (log: EventLog) =>
  log.append({
    tenantId,
    appendId: uuidv7(),
    writes: [{ streamId: `talk-${uuidv7()}`, expected: "no-stream", events: [{ type: "said", data: {} }] }],
  });

it("looks once for all who stand at the end, sees its own appends at once and a stranger's without a hint soon after", async () => {
  const [log, stranger] = [openLog(), openLog()];
  const { position } = await say(log);
  const source = logSource(log);
  let looks = 0;
  const readAll = log.readAll.bind(log);
  log.readAll = (...args) => {
    looks++;
    return readAll(...args);
  };
  let cursor = (await source.read({ position: 0, token: null }, 100)).next;
  expect(cursor.position).toBe(position);
  await new Promise((r) => setTimeout(r, 450));
  looks = 0;
  for (let i = 0; i < 5; i++) expect(await source.read(cursor, 100)).toMatchObject({ events: [], next: cursor, head: position });
  expect(looks).toBe(1);

  for (let i = 0; i < 3; i++) {
    const mine = await say(log);
    cursor = (await source.read(cursor, 100)).next;
    expect(cursor.position).toBe(mine.position);
    expect((await source.read(cursor, 100)).events).toEqual([]);
  }

  await new Promise((r) => setTimeout(r, 450));
  await source.read(cursor, 100);
  const other = await say(stranger);
  const until = Date.now() + stretched(400);
  while ((await source.read(cursor, 100)).events.length === 0 && Date.now() < until) await new Promise((r) => setTimeout(r, 5));
  expect((await source.read(cursor, 100)).next.position).toBe(other.position);
});
