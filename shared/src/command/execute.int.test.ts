import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { type Tracer, trace } from "@opentelemetry/api";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AppendError } from "../base/appendError.ts";
import { accept, type Decider, refuse } from "../base/decider.ts";
import { deadlineExceeded } from "../base/errors.ts";
import { appendIdOf, uuidv7 } from "../base/ids.ts";
import { codecOf } from "../log/codec.ts";
import { defineEvents, type EventOf, event } from "../log/defineEvents.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { telemetry } from "../telemetry/state.ts";
import { type Aggregate, load } from "./aggregate.ts";
import type { Caller } from "./caller.ts";
import { execute, executeOn } from "./execute.ts";
import { fingerprintOf } from "./receipt.ts";
import { permanentClaims, unclaimed, uniqueClaims } from "./uniqueClaims.ts";

const accountEvents = defineEvents({
  paid_in: event<{ readonly amount: number }>({ version: 1 }),
  named: event<{ readonly name: string }>({ version: 1, personal: ["name"] }),
});
const nameEvents = defineEvents({
  name_taken: event<{ readonly holder: string }>({ version: 1 }),
  name_given: event<{ readonly holder: string }>({ version: 1 }),
});
type AccountEvent = EventOf<typeof accountEvents>;
type NameEvent = EventOf<typeof nameEvents>;
interface Account {
  readonly total: number;
  readonly name: string | null;
}
type AccountCommand =
  | { readonly type: "pay"; readonly amount: number }
  | { readonly type: "name"; readonly name: string; readonly holder: string | null };

const decider: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: { total: 0, name: null },
  decide: (c, account) => {
    if (c.type === "pay")
      return c.amount < 0
        ? refuse("invalid_argument", "NEGATIVE", "must not be negative")
        : accept({ type: "paid_in", data: { amount: c.amount } });
    if (c.holder !== null) return refuse("already_exists", "NAME_TAKEN", "somebody has this name");
    return account.name === c.name ? accept() : accept({ type: "named", data: { name: c.name } });
  },
  evolve: (account, { type, data }) =>
    type === "paid_in" ? { ...account, total: account.total + data.amount } : { ...account, name: data.name },
};
const account: Aggregate<Account, AccountCommand, AccountEvent> = { category: "account", decider, personal: true };
const hotAccount: Aggregate<Account, AccountCommand, AccountEvent> = { category: "hot_account", decider, hot: true };
const names = uniqueClaims<NameEvent>({
  streamId: (value) => `name-${value}`,
  taken: (holder) => ({ type: "name_taken", data: { holder } }),
  given: (holder) => ({ type: "name_given", data: { holder } }),
  holderOf: (e) => (e.type === "name_taken" ? e.data.holder : null),
});

const tenantId = uuidv7();
let db: TestDatabase;
let pool: Pool;
let log: EventLog;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.apiUrl("identity"), schema: "identity", max: 20 });
  log = new EventLog({ pool, schema: "identity", codec: codecOf([accountEvents, nameEvents]) });
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const caller = (change: Partial<Caller> = {}): Caller => ({
  log,
  tenantId,
  appendId: null,
  expectedVersion: null,
  metadata: {},
  ...change,
});
const pay = (id: string, amount = 1, change: Partial<Caller> = {}, kind = account) =>
  executeOn(caller(change), kind, id, { type: "pay", amount });
/** Somebody else's write, in between. */
const rival = (category: string, id: string) =>
  log.append({
    tenantId,
    appendId: uuidv7(),
    writes: [{ streamId: `${category}-${id}`, expected: "any", events: [{ type: "paid_in", data: { amount: 100 } }] }],
  });

describe("the command loop", () => {
  it("decides again on what a rival wrote in between, and counts both", async () => {
    const id = uuidv7();
    let looks = 0;
    const paid = await execute(caller(), account, async () => {
      const current = await load(log, account, tenantId, id);
      if (++looks <= 2) await rival("account", id);
      return { current, command: { type: "pay", amount: 1 } as const };
    });
    expect([looks, paid.state.total, paid.version]).toEqual([3, 201, 3]);
  });

  it("gives way at once to who named the version it decided on", async () => {
    const id = uuidv7();
    await pay(id);
    await expect(pay(id, 1, { expectedVersion: 7 })).rejects.toMatchObject({ reason: "wrong_expected_version", actualVersion: 1 });
    let looks = 0;
    const late = execute(caller({ expectedVersion: 1 }), account, async () => {
      looks++;
      const current = await load(log, account, tenantId, id);
      await rival("account", id);
      return { current, command: { type: "pay", amount: 1 } as const };
    });
    await expect(late).rejects.toBeInstanceOf(AppendError);
    expect(looks).toBe(1);
  });

  it("a repeat gets the first result, however much has happened since", async () => {
    const id = uuidv7();
    const appendId = appendIdOf(tenantId, "Pay", uuidv7());
    const first = await pay(id, 5, { appendId });
    await pay(id, 5);
    const again = await pay(id, 5, { appendId });
    expect(again).toMatchObject({ replayed: true, events: [], version: first.version, position: first.position });
    expect((await load(log, account, tenantId, id)).state.total).toBe(10);
  });

  it("another content under the same receipt is refused, before anything else is; the version that is expected is no content", async () => {
    const id = uuidv7();
    const receipt = { appendId: appendIdOf(tenantId, "Pay", uuidv7()), fingerprint: fingerprintOf({ b: 5n, a: { d: 1, c: [2] } }) };
    const first = await pay(id, 5, receipt);
    const reused = { reason: "append_id_reused" };
    const other = { ...receipt, fingerprint: fingerprintOf({ b: 5n, a: { d: 1, c: [3] } }) };
    await expect(pay(id, 6, other)).rejects.toMatchObject(reused);
    await expect(pay(id, -6, other)).rejects.toMatchObject(reused);
    await expect(pay(uuidv7(), 5, { ...other, expectedVersion: 9 })).rejects.toMatchObject(reused);
    const unlooked = execute(caller(other), account, () => Promise.reject(new Error("nothing to look at")));
    await expect(unlooked).rejects.toMatchObject(reused);
    const same = { ...receipt, fingerprint: fingerprintOf({ a: { c: [2], d: 1 }, b: 5n }), expectedVersion: 1 };
    expect(await pay(id, 5, same)).toMatchObject({ replayed: true, version: first.version, position: first.position });
    expect((await load(log, account, tenantId, id)).state.total).toBe(5);
  });

  it("of two contents under one receipt at once one is carried out, and the other refused", async () => {
    const id = uuidv7();
    const appendId = appendIdOf(tenantId, "Pay", uuidv7());
    const calls = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => pay(id, 1 + (i % 2), { appendId, fingerprint: 1 + (i % 2) })),
    );
    const { total } = (await load(log, account, tenantId, id)).state;
    expect([1, 2]).toContain(total);
    calls.forEach((call, i) => {
      if (1 + (i % 2) === total) expect(call.status).toBe("fulfilled");
      else expect(call).toMatchObject({ status: "rejected", reason: { reason: "append_id_reused" } });
    });
  });

  it("a repeat that runs beside its first call gets that one's result, not a refusal of its own effect", async () => {
    const id = uuidv7();
    const repeated = caller({ appendId: appendIdOf(tenantId, "test", uuidv7()) });
    const look = (rival: () => Promise<unknown>) => {
      let looks = 0;
      return async () => {
        if (++looks === 1) await rival();
        const current = await load(log, account, tenantId, id);
        return { current, command: { type: "name", name: "ann", holder: current.state.name } as const };
      };
    };
    const first = () =>
      execute(
        repeated,
        account,
        look(async () => undefined),
      );
    const done: { version: number; position: number }[] = [];
    const again = await execute(
      repeated,
      account,
      look(async () => done.push(await first())),
    );
    expect(again).toMatchObject({ replayed: true, events: [], version: done[0]!.version, position: done[0]!.position });
  });

  it("past its deadline it stops trying, with the reason, and writes nothing more", async () => {
    const id = uuidv7();
    const deadline = new AbortController();
    let looks = 0;
    const endless = execute(caller({ signal: deadline.signal }), account, async () => {
      const current = await load(log, account, tenantId, id);
      await rival("account", id); // always somebody faster
      if (++looks === 3) deadline.abort(deadlineExceeded());
      return { current, command: { type: "pay", amount: 1 } as const };
    });
    await expect(endless).rejects.toMatchObject({ reason: "DEADLINE_EXCEEDED" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(looks).toBe(3);
    expect((await load(log, account, tenantId, id)).state.total).toBe(300);
  });

  it("a caller who is gone before it begins is not served at all", async () => {
    const id = uuidv7();
    await expect(pay(id, 1, { signal: AbortSignal.abort(deadlineExceeded()) })).rejects.toMatchObject({ reason: "DEADLINE_EXCEEDED" });
    expect((await load(log, account, tenantId, id)).version).toBe(0);
  });

  it("a refusal says why, at the first look", async () => {
    await expect(pay(uuidv7(), -1)).rejects.toMatchObject({ reason: "NEGATIVE" });
  });

  it.each([account, hotAccount])("fifty at once on one stream all count ($category)", async (kind) => {
    const id = uuidv7();
    await Promise.all(Array.from({ length: 50 }, () => pay(id, 1, {}, kind)));
    expect(await load(log, kind, tenantId, id)).toMatchObject({ version: 50, state: { total: 50 } });
  });

  it("of fifty at once none looks again for each that was faster, whether the stream is known beforehand or not", async () => {
    const id = uuidv7();
    const looksOf = async (options: { readonly id?: string }): Promise<number> => {
      let looks = 0;
      const one = () =>
        execute(
          caller(),
          account,
          async () => {
            looks++;
            return { current: await load(log, account, tenantId, id), command: { type: "pay", amount: 1 } as const };
          },
          options,
        );
      await Promise.all(Array.from({ length: 50 }, one));
      return looks;
    };
    expect(await looksOf({ id })).toBe(50);
    expect(await looksOf({})).toBeLessThan(150); // each by itself, and most of them again in turn; without turns there are a thousand
    expect((await load(log, account, tenantId, id)).state.total).toBe(100);
  });

  it("what others wrote into a hot stream is seen, whatever was remembered of it", async () => {
    const id = uuidv7();
    await pay(id, 1, {}, hotAccount);
    await rival("hot_account", id);
    expect(await pay(id, 1, {}, hotAccount)).toMatchObject({ version: 3, state: { total: 102 } });
  });

  it("personal events are the stream's own", async () => {
    const id = uuidv7();
    await executeOn(caller(), account, id, { type: "name", name: "Ada", holder: null });
    expect((await log.readStreamAll(tenantId, `account-${id}`))[0]!.subjectId).toBe(id);
  });
});

describe("telemetry", () => {
  afterEach(() => {
    telemetry.traces = false;
    trace.disable();
  });

  it("every command is one span, however often it was tried", async () => {
    const started: string[] = [];
    const startSpan = (name: string) => {
      started.push(name);
      return trace.wrapSpanContext({ traceId: "1".repeat(32), spanId: "1".repeat(16), traceFlags: 1 });
    };
    trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer });
    telemetry.traces = true;
    for (const kind of [account, hotAccount]) {
      const id = uuidv7();
      let looks = 0;
      await execute(caller(), kind, async () => {
        const current = await load(log, kind, tenantId, id);
        if (++looks < 3) await rival(kind.category, id);
        return { current, command: { type: "pay", amount: 1 } as const };
      });
      expect(looks).toBe(3);
    }
    expect(started.filter((name) => name.startsWith("decide "))).toEqual(["decide account", "decide hot_account"]);
  });
});

describe("a unique claim", () => {
  const name = (id: string, value: string) =>
    execute(caller(), account, async () => {
      const [current, claim] = await Promise.all([load(log, account, tenantId, id), names.find(log, tenantId, value)]);
      return {
        current,
        command: { type: "name", name: value, holder: claim.holder } as const,
        alongside: () => [names.take(claim, id), ...(current.state.name === null ? [] : [names.give(current.state.name, id)])],
      };
    });

  it("goes to one of thirty who want it at once; the others find its holder", async () => {
    const value = uuidv7();
    const ids = Array.from({ length: 30 }, () => uuidv7());
    const outcomes = await Promise.allSettled(ids.map((id) => name(id, value)));
    const winners = ids.filter((_, i) => outcomes[i]!.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect(await names.find(log, tenantId, value)).toMatchObject({ holder: winners[0], version: 1 });
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "NAME_TAKEN" });
    const named = await Promise.all(ids.map(async (id) => (await load(log, account, tenantId, id)).state.name));
    expect(named.filter((n) => n !== null)).toEqual([value]);
  });

  it("that is permanent is taken without a look, and by the first alone", async () => {
    const [id, value] = [uuidv7(), uuidv7()];
    const marks = permanentClaims<NameEvent>({
      streamId: (mark) => `mark-${mark}`,
      taken: (holder) => ({ type: "name_taken", data: { holder } }),
      holderOf: (e) => e.data.holder,
    });
    const take = (holder: string) =>
      executeOn(
        caller(),
        account,
        holder,
        { type: "pay", amount: 1 },
        {
          alongside: () => [marks.take(unclaimed(value), holder)],
          refusedAlongside: () => ({ kind: "already_exists", reason: "MARK_TAKEN", message: "somebody has this mark" }),
        },
      );
    await take(id);
    await expect(take(uuidv7())).rejects.toMatchObject({ reason: "MARK_TAKEN" });
    expect((await marks.find(log, tenantId, value)).holder).toBe(id);
  });

  it("given back it is free for the next, in the same append that gave it back", async () => {
    const [first, second] = [uuidv7(), uuidv7()];
    const [old, next] = [uuidv7(), uuidv7()];
    await name(first, old);
    await name(first, next);
    expect((await names.find(log, tenantId, old)).holder).toBeNull();
    await name(second, old);
    expect((await names.find(log, tenantId, old)).holder).toBe(second);
  });
});
