import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/servers.ts";
import { uuidv7 } from "../base/ids.ts";
import { createPool, type Pool, withTenant } from "../postgres/pool.ts";
import { createCodec } from "./codec.ts";
import { EventLog } from "./eventLog.ts";
import { keyEncryptionOf } from "./keyEncryption.ts";
import { PersonKeys } from "./personKeys.ts";
import { rewrapKeys } from "./rewrapKeys.ts";

const schema = "identity";
const codec = createCodec({ named: { version: 1, personal: ["name"] }, counted: { version: 1 } });
const [secret, next] = ["a".repeat(40), "b".repeat(40)];
const kek = keyEncryptionOf(secret);
let database: TestDatabase;
let api: Pool;
let worker: Pool;
let keysPool: Pool;
let admin: pg.Pool;
let tenantId: string;

const open = (encryption = kek, keepMs = 60_000) => {
  const keys = new PersonKeys({ pool: keysPool, kek: encryption, keepMs });
  return { keys, log: new EventLog({ pool: api, schema, codec, keys }), workerLog: new EventLog({ pool: worker, schema, codec, keys }) };
};
const named = (subjectId: string, name = "Quillfeather") => ({
  ...{ tenantId, receiptId: uuidv7(), fingerprint: 0, streamId: `person-${subjectId}` },
  event: { type: "named", data: { name, of: subjectId }, subjectId },
});
const names = async (log: EventLog, subjectId: string) =>
  (await log.readStreamAll(tenantId, `person-${subjectId}`)).map((e) => (e.data as { name: string | null }).name);
const destroy = (...subjects: string[]) => worker.query("SELECT destroy_person_keys($1, $2)", [tenantId, subjects]);
const rows = async (subjectId: string) =>
  (await admin.query("SELECT wrapped IS NULL AS gone, kek_id FROM person_keys WHERE subject_id = $1", [subjectId])).rows;

beforeAll(async () => {
  database = await createTestDatabase({ services: [schema] });
  api = createPool({ connectionString: database.apiUrl(schema), schema });
  keysPool = createPool({ connectionString: database.apiUrl(schema), schema, max: 2 });
  worker = createPool({ connectionString: database.workerUrl(schema), schema });
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2, options: `-c search_path=${schema}` });
  admin.on("error", () => undefined); // ended with the database
});
afterAll(async () => {
  await Promise.all([api, keysPool, worker, admin].map((pool) => pool?.end()));
  await database?.drop();
});
beforeEach(() => {
  tenantId = uuidv7();
});

it("what is personal is in the log only as ciphertext, by every way to append, and reads as it was written", async () => {
  const { log, workerLog } = open();
  const [ada, bob, cy] = [uuidv7(), uuidv7(), uuidv7()];
  const write = { streamId: `person-${ada}`, expected: "any" as const, events: [named(ada).event] };
  await log.append({ tenantId, appendId: uuidv7(), writes: [write] });
  await log.appendBulk([named(bob), named(ada, "Zdzisława")]);
  await withTenant(worker, tenantId, (client) => workerLog.appendBulkIn(client, [named(cy)]));
  const { rows: found } = await admin.query("SELECT data::text AS data FROM event_log WHERE tenant_id = $1", [tenantId]);
  expect(found).toHaveLength(4);
  for (const { data } of found) expect(data).not.toMatch(/Quillfeather|Zdzis/);
  expect([await names(log, ada), await names(log, bob), await names(workerLog, cy)]).toEqual([
    ["Quillfeather", "Zdzisława"],
    ["Quillfeather"],
    ["Quillfeather"],
  ]);
  const fresh = open();
  const { events } = await fresh.workerLog.readAll(0, 1_000, { tenantId });
  expect(events.map((e) => (e.data as { name: string }).name).sort()).toEqual([
    "Quillfeather",
    "Quillfeather",
    "Quillfeather",
    "Zdzisława",
  ]);
});

it("whoever makes a person's first key at once has the same one", async () => {
  const people = Array.from({ length: 40 }, () => uuidv7());
  const processes = Array.from({ length: 6 }, () => open());
  await Promise.all(processes.flatMap(({ log }) => people.map((id) => log.appendBulk([named(id)]))));
  const reader = open();
  for (const id of people) expect(await names(reader.log, id)).toEqual(Array.from({ length: 6 }, () => "Quillfeather"));
  const { rows: count } = await admin.query("SELECT count(*)::int AS n FROM person_keys WHERE tenant_id = $1", [tenantId]);
  expect(count[0].n).toBe(40);
});

it("a destroyed key leaves blanks, is never made again, and its neighbours in a batch are stored", async () => {
  const { log } = open();
  const [ada, bob, never] = [uuidv7(), uuidv7(), uuidv7()];
  await log.appendBulk([named(ada), named(bob)]);
  await destroy(ada, never);
  const fresh = open();
  expect([await names(fresh.log, ada), await names(fresh.log, bob)]).toEqual([[null], ["Quillfeather"]]);
  const results = await fresh.log.appendBulk([named(ada), named(bob), named(never)]);
  expect(results.map((r) => r.status)).toEqual(["suppressed", "accepted", "suppressed"]);
  const write = { streamId: `person-${ada}`, expected: "any" as const, events: [named(ada).event] };
  await expect(fresh.log.append({ tenantId, appendId: uuidv7(), writes: [write] })).rejects.toMatchObject({ reason: "PERSON_ERASED" });
  expect([await rows(ada), await rows(never)]).toEqual([[{ gone: true, kek_id: null }], [{ gone: true, kek_id: null }]]);
  expect(await names(fresh.log, bob)).toEqual(["Quillfeather", "Quillfeather"]);
  expect((await fresh.workerLog.readAll(0, 1_000, { tenantId })).events).toHaveLength(3);
});

it("who remembers a destroyed key for a moment writes what nobody can read", async () => {
  const { log, keys } = open();
  const ada = uuidv7();
  await log.appendBulk([named(ada)]);
  await destroy(ada);
  expect((await log.appendBulk([named(ada, "later")]))[0]!.status).toBe("accepted");
  keys.forget([{ tenantId, subjectId: ada }]);
  expect(await names(log, ada)).toEqual([null, null]);
  const soon = open(kek, 0);
  expect((await soon.log.appendBulk([named(ada)]))[0]!.status).toBe("suppressed");
});

it("events from before encryption stay readable beside sealed ones, and a process without the key says what it lacks", async () => {
  const ada = uuidv7();
  const plain = new EventLog({ pool: api, schema, codec });
  await plain.appendBulk([named(ada, "plain")]);
  const { log } = open();
  await log.appendBulk([named(ada, "sealed")]);
  expect(await names(log, ada)).toEqual(["plain", "sealed"]);
  await expect(names(plain, ada)).rejects.toThrow("KEY_ENCRYPTION_KEY is not set");
});

it("a new key-encryption key wraps people's keys anew, sealed data stay as they are, and the former one is of no more use", async () => {
  const people = [uuidv7(), uuidv7(), uuidv7()];
  await open().log.appendBulk(people.map((id) => named(id)));
  await destroy(people[2]!);
  const sealed = async () =>
    (await admin.query("SELECT data::text AS data FROM event_log WHERE tenant_id = $1 ORDER BY position", [tenantId])).rows;
  const before = await sealed();
  const both = keyEncryptionOf(`${next}, ${secret}`);
  await expect(names(open(keyEncryptionOf(next)).log, people[0]!)).rejects.toThrow(`key-encryption key ${kek.currentId}`);
  expect(await rewrapKeys(worker, both)).toBeGreaterThanOrEqual(2);
  expect(await rewrapKeys(worker, both)).toBe(0);
  const after = open(keyEncryptionOf(next));
  expect([await names(after.log, people[0]!), await names(after.log, people[1]!), await names(after.log, people[2]!)]).toEqual([
    ["Quillfeather"],
    ["Quillfeather"],
    [null],
  ]);
  expect(await sealed()).toEqual(before);
  expect(() => keyEncryptionOf("short")).toThrow("32 characters");
  await rewrapKeys(worker, keyEncryptionOf(`${secret}, ${next}`)); // as the other tests know it
});

it("roles reach keys by the functions alone, each for its own tenant", async () => {
  const code = (pool: Pool, text: string) =>
    pool.query(text).then(
      () => "done",
      (error) => (error as { code: string }).code,
    );
  const ada = uuidv7();
  await open().log.appendBulk([named(ada)]);
  for (const text of ["SELECT * FROM person_keys", `SELECT destroy_person_keys('${tenantId}', '{}')`, "DELETE FROM person_keys"])
    expect([text, await code(api, text)]).toEqual([text, "42501"]);
  for (const text of [
    "UPDATE person_keys SET kek_id = 'x'",
    "DELETE FROM person_keys",
    "TRUNCATE person_keys",
    "INSERT INTO person_keys SELECT",
  ])
    expect([text, await code(worker, text)]).toEqual([text, "42501"]);
  const take = `SELECT * FROM take_person_keys(ARRAY['${tenantId}']::uuid[], ARRAY['${ada}']::uuid[], ARRAY[NULL]::bytea[], 'x')`;
  await expect(withTenant(api, uuidv7(), (client) => client.query(take))).rejects.toMatchObject({ code: "42501" });
});
