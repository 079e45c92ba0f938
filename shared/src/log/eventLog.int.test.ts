import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppendError } from "../base/appendError.ts";
import { uuidv7 } from "../base/ids.ts";
import { createPool, type Pool, withTenant } from "../postgres/pool.ts";
import { createCodec } from "./codec.ts";
import { EventLog } from "./eventLog.ts";

const codec = createCodec({
  thing_made: { version: 1 },
  thing_named: { version: 2, upcasters: { 1: (d) => ({ name: d.title }) }, personal: ["name"] },
  thing_tracked: { version: 1 },
});
const tenant = uuidv7();

let db: TestDatabase;
let api: Pool;
let worker: Pool;
let log: EventLog;
let workerLog: EventLog;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  api = createPool({ connectionString: db.apiUrl("identity"), schema: "identity", max: 20 });
  worker = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  log = new EventLog({ pool: api, schema: "identity", codec });
  workerLog = new EventLog({ pool: worker, schema: "identity", codec });
});
afterAll(async () => {
  await Promise.all([api.end(), worker.end()]);
  await db.drop();
});

const made = (n = 1) => Array.from({ length: n }, (_, i) => ({ type: "thing_made", data: { i } }));
const append = (streamId: string, expected: Parameters<EventLog["append"]>[0]["writes"][0]["expected"], n = 1, appendId = uuidv7()) =>
  log.append({ tenantId: tenant, appendId, writes: [{ streamId, expected, events: made(n) }] });
const refusal = (work: Promise<unknown>): Promise<AppendError> =>
  work.then(
    () => Promise.reject(new Error("was accepted")),
    (e: unknown) => (e instanceof AppendError ? e : Promise.reject(e)),
  );

describe("append", () => {
  it("checks every kind of expected version and tells the actual one", async () => {
    const stream = `thing-${uuidv7()}`;
    expect(await refusal(append(stream, "stream-exists"))).toMatchObject({ reason: "wrong_expected_version", actualVersion: 0 });
    expect(await refusal(append(stream, 3))).toMatchObject({ actualVersion: 0 });
    expect((await append(stream, "no-stream", 2)).versions).toEqual([2]);
    expect(await refusal(append(stream, "no-stream"))).toMatchObject({ actualVersion: 2 });
    expect(await refusal(append(stream, 1))).toMatchObject({ reason: "wrong_expected_version", actualVersion: 2 });
    expect((await append(stream, 2)).versions).toEqual([3]);
    expect((await append(stream, "stream-exists")).versions).toEqual([4]);
    expect((await append(stream, "any")).versions).toEqual([5]);
    expect((await log.readStream(tenant, stream)).map((e) => e.version)).toEqual([1, 2, 3, 4, 5]);
    expect(await refusal(append(stream, "any", 0))).toMatchObject({ reason: "empty_append" });
  });

  it("of a tenant with a thousand streams to write another's append waits for no more than what is being committed", async () => {
    let done = 0;
    const loud = Array.from({ length: 1_000 }, () => append(`thing-${uuidv7()}`, "no-stream", 5).then(() => done++));
    await loud[0];
    const before = done;
    await log.append({
      tenantId: uuidv7(),
      appendId: uuidv7(),
      writes: [{ streamId: "thing-quiet", expected: "no-stream", events: made() }],
    });
    expect(done - before).toBeLessThan(512); // a batch is 128 of them, and two are under way
    await Promise.all(loud);
  });

  it("lets one of 50 concurrent writers of a version win, and burns no position for the losers", async () => {
    const stream = `thing-${uuidv7()}`;
    const before = await log.head();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => append(stream, "no-stream")));
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    expect((await log.head()) - before).toBe(1);
  });

  it("returns the first result for a repeated append id, also when both come at once, and refuses it on another stream", async () => {
    const stream = `thing-${uuidv7()}`;
    const id = uuidv7();
    const [a, b, c] = await Promise.all([
      append(stream, "no-stream", 2, id),
      append(stream, "no-stream", 2, id),
      append(stream, "no-stream", 2, id),
    ]);
    expect(new Set([a.position, b.position, c.position]).size).toBe(1);
    expect([a, b, c].filter((r) => !r.replayed)).toHaveLength(1);
    const other = new EventLog({ pool: worker, schema: "identity", codec });
    const again = await other.append({
      tenantId: tenant,
      appendId: id,
      writes: [{ streamId: stream, expected: "no-stream", events: made(2) }],
    });
    expect(again).toMatchObject({ replayed: true, versions: [2], position: a.position });
    expect(await refusal(append(`${stream}x`, "no-stream", 1, id))).toMatchObject({ reason: "append_id_reused" });
    expect(await log.readStream(tenant, stream)).toHaveLength(2);
    expect(await log.findReceipt(tenant, id)).toEqual({ position: a.position, versions: [2], fingerprint: null });
    expect(await log.findReceipt(uuidv7(), id)).toBeNull();
  });

  it("refuses a repeated append id whose content is another, of one event and of many; without a fingerprint nothing is compared", async () => {
    for (const n of [1, 2]) {
      const [stream, appendId] = [`thing-${uuidv7()}`, uuidv7()];
      const writes = [{ streamId: stream, expected: "any" as const, events: made(n) }];
      const with_ = (fingerprint: number | null) => log.append({ tenantId: tenant, appendId, fingerprint, writes });
      const both = await Promise.allSettled([with_(1), with_(2), with_(1)]);
      const winner = both[1]!.status === "fulfilled" ? 2 : 1;
      expect(both.filter((b) => b.status === "rejected").map((b) => b.reason.reason)).toEqual(
        Array(winner === 1 ? 1 : 2).fill("append_id_reused"),
      );
      expect(await with_(winner)).toMatchObject({ replayed: true, versions: [n] });
      expect(await with_(null)).toMatchObject({ replayed: true, versions: [n] });
      expect(await refusal(with_(3))).toMatchObject({ reason: "append_id_reused" });
      expect(await log.readStream(tenant, stream)).toHaveLength(n);
    }
    const before = uuidv7(); // as the release before wrote its receipts
    await append(`thing-${before}`, "no-stream", 1, before);
    const writes = [{ streamId: `thing-${before}`, expected: "no-stream" as const, events: made() }];
    expect(await log.append({ tenantId: tenant, appendId: before, fingerprint: 1, writes })).toMatchObject({ replayed: true });
  });

  it("still answers processes of the release before, which give no fingerprint", async () => {
    const values = [tenant, uuidv7(), `thing-${uuidv7()}`, -1, uuidv7(), "thing_made", 1, "{}", "{}", null];
    const one = await worker.query("SELECT append_one($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) AS position", values);
    expect(one.rows[0].position).toBeGreaterThan(0);
    const many = await worker.query(
      "SELECT outcome FROM append_many(ARRAY[$1]::uuid[],ARRAY[$2]::uuid[],ARRAY[1],ARRAY[$3],ARRAY[-1]::bigint[],ARRAY[1],ARRAY[1],ARRAY[$4]::uuid[],ARRAY['thing_made'],ARRAY[1]::smallint[],ARRAY['{}']::jsonb[],ARRAY['{}']::jsonb[],ARRAY[NULL]::uuid[])",
      [tenant, uuidv7(), `thing-${uuidv7()}`, uuidv7()],
    );
    expect(many.rows).toEqual([{ outcome: "ok" }]);
  });

  it("commits the writes of one append together or not at all, whoever else is in the batch", async () => {
    const taken = `email-${uuidv7()}`;
    await append(taken, "no-stream");
    const users = Array.from({ length: 20 }, () => `thing-${uuidv7()}`);
    const results = await Promise.allSettled(
      users.map((u, i) =>
        log.append({
          tenantId: tenant,
          appendId: uuidv7(),
          writes: [
            { streamId: u, expected: "no-stream", events: made(2) },
            { streamId: i % 2 ? taken : `email-${uuidv7()}`, expected: "no-stream", events: made() },
          ],
        }),
      ),
    );
    for (const [i, r] of results.entries()) {
      expect(r.status).toBe(i % 2 ? "rejected" : "fulfilled");
      expect(await log.readStream(tenant, users[i]!)).toHaveLength(i % 2 ? 0 : 2);
    }
    expect(
      await refusal(
        log.append({
          tenantId: tenant,
          appendId: uuidv7(),
          writes: [
            { streamId: `thing-${uuidv7()}`, expected: "no-stream", events: made() },
            { streamId: taken, expected: "no-stream", events: made() },
          ],
        }),
      ),
    ).toMatchObject({ streamId: taken, actualVersion: 1 });
  });

  it("lets one of 20 concurrent appends that race for a second stream win", async () => {
    const contested = `email-${uuidv7()}`;
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? log : workerLog).append({
          tenantId: tenant,
          appendId: uuidv7(),
          writes: [
            { streamId: `thing-${uuidv7()}`, expected: "no-stream", events: made() },
            { streamId: contested, expected: "no-stream", events: made() },
          ],
        }),
      ),
    );
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    for (const r of results)
      if (r.status === "rejected") expect(r.reason).toMatchObject({ reason: "wrong_expected_version", streamId: contested });
    expect(await log.readStream(tenant, contested)).toHaveLength(1);
  });

  it("keeps what JSON can hold and lets an event PostgreSQL refuses fail alone", async () => {
    const stream = `thing-${uuidv7()}`;
    const data = { text: 'a "quoted" \\ back\nslash {} , é 💶', n: 1.5, nested: { list: [1, null, true, { x: "y" }] } };
    const bad = log.append({
      tenantId: tenant,
      appendId: uuidv7(),
      writes: [{ streamId: `${stream}-bad`, expected: "any", events: [{ type: "thing_made", data: { nul: "\u0000" } }] }],
    });
    const good = log.append({
      tenantId: tenant,
      appendId: uuidv7(),
      writes: [{ streamId: stream, expected: "any", events: [{ type: "thing_made", data }] }],
    });
    await expect(bad).rejects.toMatchObject({ code: "22P05" });
    await good;
    expect((await log.readStream(tenant, stream))[0]!.data).toEqual(data);
  });
});

describe("bulk append", () => {
  const item = (receiptId: string, fingerprint = 1) => ({
    tenantId: tenant,
    receiptId,
    fingerprint,
    streamId: `visitor-${receiptId}`,
    event: { type: "thing_tracked", data: { receiptId } },
  });

  it("stores each message once, in any mixture of repeats, also from eight connections at once", async () => {
    const ids = Array.from({ length: 200 }, () => uuidv7());
    const logs = [
      log,
      workerLog,
      new EventLog({ pool: api, schema: "identity", codec }),
      new EventLog({ pool: worker, schema: "identity", codec }),
    ];
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        logs[i % 4]!.appendBulk(
          [...ids]
            .sort(() => Math.random() - 0.5)
            .slice(0, 150)
            .map((id) => item(id)),
        ),
      ),
    );
    const firsts = results.flat().filter((r) => r.status === "accepted");
    const positions = new Set(results.flat().map((r) => r.position));
    expect(firsts).toHaveLength(positions.size);
    const { rows } = await worker.query(
      "SELECT count(*) AS n, count(DISTINCT stream_id) AS d FROM event_log WHERE tenant_id = $1 AND stream_id = ANY ($2)",
      [tenant, ids.map((id) => `visitor-${id}`)],
    );
    expect(rows[0]).toEqual({ n: firsts.length, d: firsts.length });
  });

  it("of a tenant with forty thousand events in hand another's append waits for no more than what is being committed", async () => {
    let done = 0;
    const loud = Array.from({ length: 80 }, () => log.appendBulk(Array.from({ length: 500 }, () => item(uuidv7()))).then(() => done++));
    await loud[0];
    const before = done;
    const [quiet] = await log.appendBulk([{ ...item(uuidv7()), tenantId: uuidv7() }]);
    expect(quiet!.status).toBe("accepted");
    expect(done - before).toBeLessThan(20); // a batch is two of them, and two batches are under way
    await Promise.all(loud);
  });

  it("tells a repeat from a reused id with other content, inside a batch too", async () => {
    const id = uuidv7();
    const [a, b, c] = await log.appendBulk([item(id, 1), item(id, 1), item(id, 2)]);
    expect([a!.status, b!.status, c!.status]).toEqual(["accepted", "duplicate", "conflict"]);
    expect(b!.position).toBe(a!.position);
    expect((await log.appendBulk([item(id, 1), item(uuidv7()), item(id, 3)])).map((r) => r.status)).toEqual([
      "duplicate",
      "accepted",
      "conflict",
    ]);
  });

  it("remembers receipts across epochs and drops what is older than it promised", async () => {
    const id = uuidv7();
    await log.appendBulk([item(id)]);
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query("UPDATE identity.receipt_epochs SET started_at = now() - interval '4 days'");
    await worker.query("SELECT rotate_receipts()");
    const { rows } = await worker.query("SELECT last_value AS epoch FROM receipt_epoch");
    expect(rows[0].epoch).toBe(2);
    expect((await log.appendBulk([item(id)]))[0]!.status).toBe("duplicate");
    await owner.query("UPDATE identity.receipt_epochs SET started_at = now() - interval '8 days'");
    await worker.query("SELECT rotate_receipts()");
    await owner.end();
    expect((await log.appendBulk([item(id)]))[0]!.status).toBe("accepted");
  });
});

describe("reading", () => {
  it("misses nothing and keeps the order while writers commit late, roll back and die", async () => {
    let after = await log.head();
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      for (;;) {
        const last = !writing;
        const read = await workerLog.readAll(after, 50);
        seen.push(...read.events.map((e) => e.position));
        after = read.scannedTo;
        if (last && read.events.length === 0) return;
      }
    })();
    const start = after;
    const slow = async (i: number): Promise<void> => {
      const client = new pg.Client({ connectionString: db.apiUrl("identity"), options: "-c search_path=identity" });
      client.on("error", () => undefined);
      await client.connect();
      await client.query(`BEGIN; SET LOCAL app.tenant_id = '${tenant}'`);
      await client.query("SELECT * FROM append_bulk($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)", [
        [tenant],
        [uuidv7()],
        [1],
        ["visitor-slow"],
        [uuidv7()],
        ["thing_tracked"],
        [1],
        ["{}"],
        ["{}"],
        [null],
      ]);
      await new Promise((r) => setTimeout(r, 20 + Math.random() * 150));
      if (i % 3 === 0) {
        const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
        await worker.query("SELECT pg_terminate_backend($1)", [rows[0].pid]).catch(() => undefined);
      } else await client.query(i % 3 === 1 ? "ROLLBACK" : "COMMIT");
      await client.end().catch(() => undefined);
    };
    await Promise.all([
      ...Array.from({ length: 15 }, (_, i) => slow(i)),
      ...Array.from({ length: 8 }, async () => {
        for (let i = 0; i < 40; i++) await append(`thing-${uuidv7()}`, "no-stream", 1 + (i % 3));
      }),
    ]);
    writing = false;
    await reader;
    const { rows } = await worker.query<{ position: number }>("SELECT position FROM event_log WHERE position > $1 ORDER BY position", [
      start,
    ]);
    expect(seen).toEqual(rows.map((r) => r.position));
    expect(seen.length).toBeGreaterThan(600);
  });

  it("is not held up by an unrelated open transaction", async () => {
    const client = new pg.Client({ connectionString: db.adminUrl });
    await client.connect();
    await client.query("BEGIN; CREATE TABLE identity.unrelated (x int)");
    const { position } = await append(`thing-${uuidv7()}`, "no-stream");
    expect(await log.head()).toBe(position);
    await client.query("ROLLBACK");
    await client.end();
  });

  it("refuses to compute the high water in a snapshot that cannot see what commits", async () => {
    const client = await worker.connect();
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    await expect(client.query("SELECT high_water()")).rejects.toThrow("READ COMMITTED");
    await client.query("ROLLBACK");
    client.release();
  });

  it("lifts old versions and fails closed on newer ones", async () => {
    const stream = `thing-${uuidv7()}`;
    const old = new EventLog({ pool: api, schema: "identity", codec: createCodec({ thing_named: { version: 1 } }) });
    await old.append({
      tenantId: tenant,
      appendId: uuidv7(),
      writes: [{ streamId: stream, expected: "any", events: [{ type: "thing_named", data: { title: "T" } }] }],
    });
    expect((await log.readStream(tenant, stream))[0]).toMatchObject({ schemaVersion: 2, data: { name: "T" } });
    await log.append({
      tenantId: tenant,
      appendId: uuidv7(),
      writes: [{ streamId: stream, expected: 1, events: [{ type: "thing_named", data: { name: "U" } }] }],
    });
    await expect(old.readStream(tenant, stream)).rejects.toThrow("schema version 2");
  });
});

describe("who may what", () => {
  it.each(["api", "worker"])("the %s role can neither change nor remove what is in the log", async (role) => {
    const pool = role === "api" ? api : worker;
    for (const sql of [
      "UPDATE event_log SET type = 'x'",
      "DELETE FROM event_log",
      "TRUNCATE event_log",
      "INSERT INTO event_log SELECT * FROM event_log",
      "DELETE FROM streams",
      "DELETE FROM append_receipts",
      "UPDATE event_log_p0 SET type = 'x'",
      "DROP TABLE event_log",
    ])
      await expect(pool.query(sql), sql).rejects.toMatchObject({ code: "42501" });
  });

  it("shows the api role one tenant's rows, and none before the tenant is set, partitions included", async () => {
    const stream = `thing-${uuidv7()}`;
    await append(stream, "no-stream");
    expect((await api.query("SELECT count(*) AS n FROM event_log")).rows[0].n).toBe(0);
    const own = await withTenant(api, tenant, (c) => c.query("SELECT count(*) AS n FROM event_log WHERE stream_id = $1", [stream]));
    const other = await withTenant(api, uuidv7(), (c) => c.query("SELECT count(*) AS n FROM event_log WHERE stream_id = $1", [stream]));
    expect([own.rows[0].n, other.rows[0].n]).toEqual([1, 0]);
    await expect(withTenant(api, tenant, (c) => c.query("SELECT * FROM event_log_p0"))).rejects.toMatchObject({ code: "42501" });
    expect((await api.query("SELECT count(*) AS n FROM event_log")).rows[0].n).toBe(0);
    expect(await log.readStream(uuidv7(), stream)).toEqual([]);
    for (const fn of ["rotate_receipts()", "ensure_log_partitions()", "drop_generation('{}', 2)"])
      await expect(api.query(`SELECT ${fn}`), fn).rejects.toMatchObject({ code: "42501" });
  });

  it("has row level security on every table that knows tenants", async () => {
    const { rows } = await worker.query(
      `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
       WHERE c.relnamespace = 'identity'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity`,
    );
    expect(rows).toEqual([]);
  });
});
