import { randomUUID } from "node:crypto";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { appendIdOf, uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction } from "@marketing/shared/postgres/pool";
import { type Random, randomOf } from "@marketing/tests/support/random";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activityPolicy } from "../activity/policy.ts";
import { eventTrackedType } from "../activity/trackedEvent.ts";
import { identityEvents } from "../service.ts";
import { listSessions } from "../session/queries.ts";
import { sweepOnce } from "../session/sweepJob.ts";
import { sessionsView } from "../session/view.ts";
import { identify } from "./commands.ts";
import { allIds } from "./effective.ts";
import { traitHistory } from "./historyQueries.ts";
import { userMessage } from "./messages.ts";
import { findCanonicalUser } from "./queries.ts";
import { saidTraits } from "./saidTraits.ts";
import { usersView } from "./view.ts";

// The same messages in whatever order and over however many connections they come: the same people.

let database: TestDatabase;
let pool: Pool;
let api: Pool;
let log: EventLog;
beforeAll(async () => {
  database = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 10 });
  api = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 10 });
  log = new EventLog({ pool, schema: "identity", codec: codecOf(identityEvents) });
});
afterAll(async () => {
  await Promise.all([pool.end(), api.end()]);
  await database.drop();
});

interface Message {
  readonly id: string;
  readonly at: number;
  readonly user: string | null;
  readonly device: string | null;
  /** Null = a tracked event. */
  readonly says: { readonly set: JsonObject; readonly setOnce: JsonObject; readonly unset: ReadonlyArray<string> } | null;
  readonly active: boolean;
  /** Of a tracked event: in a session that the client names. */
  readonly named: boolean;
}
const [users, devices, traits] = [
  ["ann", "bob"],
  ["phone", "tablet", "kiosk"],
  ["plan", "city"],
] as const;
const base = Date.UTC(2026, 4, 1, 12);

const randomHistory = (random: Random, n: number): ReadonlyArray<Message> =>
  Array.from({ length: n }, (_, i) => {
    const some = (): JsonObject =>
      Object.fromEntries(traits.filter(() => random.below(3) === 0).map((t) => [t, random.pick<JsonValue>(["a", "b", "c", null])]));
    const identifies = i < 16;
    const [user, device] = [random.pick([...users, null]), random.pick(identifies || i % 4 === 0 ? [...devices, null] : ["phone"])];
    return {
      id: `m${(i * 11) % 101}`,
      // so few moments that the messages' ids decide often, and that one event joins what was tracked; some of them years apart
      at: base + (identifies ? random.below(20) * 1_000 : random.below(50) * 420_000) - (random.below(12) === 0 ? 2 * 366 * 86_400_000 : 0),
      user: user ?? (device === null ? "ann" : null),
      device,
      says: identifies ? { set: some(), setOnce: some(), unset: traits.filter(() => random.below(5) === 0) } : null,
      active: random.below(4) > 0,
      named: random.below(5) === 0,
    };
  });

/** Decades, so that no claim is too late. */
const claimWindowMs = 36_500 * 86_400_000;
const idOf = (tenantId: string, m: Message): string =>
  m.user === null ? anonymousUserIdOf(tenantId, m.device!) : userIdOf(tenantId, m.user);

/** Tracked events come to the policy one after the other, as they do over the bus. */
const turns = new Map<string, Promise<unknown>>();
const inTurn = async (tenantId: string, work: () => Promise<unknown>): Promise<void> => {
  const turn = (turns.get(tenantId) ?? Promise.resolve()).then(work);
  turns.set(tenantId, turn);
  await turn;
};

const sweep = async (): Promise<void> => {
  while ((await sweepOnce({ pool, log, graceMs: 0 }, base + 365 * 86_400_000)) > 0);
};

const send = async (tenantId: string, m: Message): Promise<void> => {
  if (m.says === null) {
    const data = {
      userId: idOf(tenantId, m),
      externalId: m.user ?? "",
      anonymousId: m.device ?? "",
      messageId: m.id,
      eventName: "page_view",
    };
    const session = m.named && m.device !== null ? { sessionId: uuidv5(m.device, tenantId) } : {};
    const event: RecordedEvent = {
      ...{ position: 1, tenantId, streamId: "events", version: 1, eventId: uuidv7(), type: eventTrackedType, schemaVersion: 1 },
      data: { ...data, ...session, timestamp: new Date(m.at).toISOString(), contextActive: m.active },
      ...{ metadata: {}, subjectId: null, recordedAt: new Date() },
    };
    await inTurn(tenantId, () => transaction(pool, (client) => activityPolicy(log, claimWindowMs).apply(client, [event])));
    return;
  }
  const { set, setOnce, unset } = m.says;
  const caller = { log, tenantId, appendId: appendIdOf(tenantId, "Identify", m.id), expectedVersion: null, metadata: {} };
  await identify(caller, {
    userId: idOf(tenantId, m),
    visitorId: m.user !== null && m.device !== null ? anonymousUserIdOf(tenantId, m.device) : null,
    ...{ externalId: m.user, email: null, known: m.user !== null, anonymousId: m.device },
    traits: saidTraits(set, setOnce, unset),
    said: { at: m.at, id: m.id },
    timed: true,
    ...{ active: m.active, source: "api", now: Date.now(), claimWindowMs },
  });
};

/** By so many connections at once, each in its order. */
const sendAll = async (tenantId: string, messages: ReadonlyArray<Message>, connections: number): Promise<void> => {
  const split = Array.from({ length: connections }, (_, k) => messages.filter((_m, i) => i % connections === k));
  await Promise.all(
    split.map(async (own) => {
      for (const m of own) await send(tenantId, m);
    }),
  );
};

const foldAll = async (limit: () => number): Promise<void> => {
  for (let after = 0; ; ) {
    const { events, scannedTo } = await log.readAll(after, limit(), { types: [...usersView.types!, ...sessionsView.types!] });
    for (const view of [usersView, sessionsView])
      await transaction(pool, (client) =>
        view.apply(
          client,
          events.filter((e) => view.types!.has(e.type)),
        ),
      );
    if (scannedTo === after) return;
    after = scannedTo;
  }
};

const known = [...users.map((u) => [u, null] as const), ...devices.map((d) => [null, d] as const)];
const nameOf = (tenantId: string): ReadonlyMap<string, string> =>
  new Map([...users.map((u) => [userIdOf(tenantId, u), u] as const), ...devices.map((d) => [anonymousUserIdOf(tenantId, d), d] as const)]);

/** Everybody, by name: who they are, since when, what is known of them, and how it came to be. */
const peopleOf = async (tenantId: string): Promise<Record<string, unknown>> => {
  const names = nameOf(tenantId);
  const people: Record<string, unknown> = {};
  for (const [user, device] of known) {
    const id = user === null ? anonymousUserIdOf(tenantId, device) : userIdOf(tenantId, user);
    const found = await findCanonicalUser(api, tenantId, id);
    if (!found) continue;
    const name = names.get(found.state.userId)!;
    const { createdAt, lastSeen, traits: shown, externalId, anonymous } = userMessage(found);
    const history = (await traitHistory(api, tenantId, allIds(found.state), null, null, 1_000)).map((c) =>
      [c.at.getTime(), c.message_id, names.get(c.user_id), c.trait, c.old_value, c.new_value].join(" "),
    );
    const ids = allIds(found.state).map((i) => names.get(i)!);
    const filter = { userIds: allIds(found.state), ended: null, startFrom: null, startUntil: null };
    const sessions = (await listSessions(api, tenantId, filter, null, 1_000)).map((s) =>
      [names.get(s.user_id), s.derived, s.start_time, s.last_activity, s.end_time, s.end_reason, s.events, s.page_views, s.late_events]
        .map((v) => (v instanceof Date ? v.toISOString() : v))
        .join(" "),
    );
    sessions.sort();
    people[user ?? device!] =
      name === (user ?? device) ? { ids, createdAt, lastSeen, shown, externalId, anonymous, history, sessions } : name;
  }
  return people;
};

/** The same by somebody who has all messages before them, in order of time. */
const expectedOf = (messages: ReadonlyArray<Message>) => {
  const inOrder = [...messages].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const owner = new Map<string, string>();
  for (const m of inOrder) if (m.says && m.user && m.device && !owner.has(m.device)) owner.set(m.device, m.user);
  const people = new Map<string, { traits: Map<string, JsonValue>; first: number; last: number | null }>();
  for (const m of inOrder) {
    const name = m.user ?? owner.get(m.device!) ?? m.device!;
    const person = people.get(name) ?? { traits: new Map(), first: m.at, last: null };
    people.set(name, person);
    if (m.active) person.last = m.at;
    const { set = {}, setOnce = {}, unset = [] } = m.says ?? {};
    for (const t of unset) person.traits.delete(t);
    for (const [t, value] of Object.entries(set)) person.traits.set(t, value);
    for (const [t, value] of Object.entries(setOnce)) if (!person.traits.has(t)) person.traits.set(t, value);
  }
  return { owner, people };
};

const expectRight = async (tenantId: string, messages: ReadonlyArray<Message>): Promise<void> => {
  const { owner, people } = expectedOf(messages);
  for (const [device, user] of owner)
    expect((await findCanonicalUser(api, tenantId, anonymousUserIdOf(tenantId, device)))?.state.userId).toBe(userIdOf(tenantId, user));
  for (const [name, { traits: shown, first, last }] of people) {
    const id = users.includes(name as "ann") ? userIdOf(tenantId, name) : anonymousUserIdOf(tenantId, name);
    const { rows } = await pool.query("SELECT created_at, last_seen, traits FROM users WHERE tenant_id = $1 AND user_id = $2", [
      tenantId,
      id,
    ]);
    expect(rows).toEqual([
      { created_at: new Date(first), last_seen: last === null ? null : new Date(last), traits: Object.fromEntries(shown) },
    ]);
  }
};

const tables = ["users", "trait_history", "merges", "segment_memberships", "sessions"];
const dump = async (): Promise<string> => {
  const all = tables.map((t) => pool.query(`SELECT to_jsonb(t)::text AS row FROM ${t} t ORDER BY 1`));
  return JSON.stringify((await Promise.all(all)).map(({ rows }) => rows));
};

describe("people are the same", () => {
  it("in any order and over any number of connections: 10 histories in 20 orders; and after a rebuild", async () => {
    const made: Array<{ readonly seed: number; readonly messages: ReadonlyArray<Message>; readonly tenantIds: ReadonlyArray<string> }> = [];
    for (let seed = 1; seed <= 10; seed++) {
      const random = randomOf(seed);
      const messages = randomHistory(random, 44);
      const tenantIds = Array.from({ length: 20 }, () => randomUUID());
      // what is idle is ended all the while, in most orders before what comes late
      let sending = true;
      const sent = Promise.all(tenantIds.map((id, i) => sendAll(id, random.shuffled(messages), 1 + (i % 3)))).finally(() => {
        sending = false;
      });
      while (sending) await sweep();
      await sent;
      made.push({ seed, messages, tenantIds });
    }
    await sweep();
    const { rows } = await pool.query("SELECT type, count(*)::int AS n FROM event_log WHERE type LIKE 'session%' GROUP BY 1 ORDER BY 1");
    console.log(rows.map(({ type, n }) => `${n} ${type}`).join(", "));
    for (const type of ["session_corrected", "session_joined"]) expect(rows.find((r) => r.type === type)?.n).toBeGreaterThan(10);
    const sizes = randomOf(77);
    await foldAll(() => 1 + sizes.below(400));
    for (const { seed, messages, tenantIds } of made) {
      await expectRight(tenantIds[0]!, messages);
      const [first, ...others] = await Promise.all(tenantIds.map(peopleOf));
      for (const [i, other] of others.entries()) expect(other, `seed ${seed}, order ${i + 1}`).toEqual(first);
    }
    const before = await dump();
    await pool.query(tables.map((t) => `DELETE FROM ${t}`).join("; "));
    await foldAll(() => 2_000);
    expect(await dump()).toBe(before);
  });
});
