import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { Code } from "@marketing/shared/base/code";
import { uuidv5 } from "@marketing/shared/base/ids";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { patience, until } from "../support/patience.ts";
import { type Random, randomOf } from "../support/random.ts";
import type { Message, ServiceName } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// One history of several devices and people, in twenty orders, over several connections and with services that die in between, each for a
// tenant of its own: everywhere the same people, sessions, counts and leads.

const services: ReadonlyArray<ServiceName> = ["identity", "tracking", "lead"];
let world: World;
beforeAll(async () => {
  // sessions are ended by the clock while the history is still on its way
  world = await openWorld({ services, env: { SESSION_SWEEP_MS: "100", SESSION_GRACE_MS: "0" } });
});
afterAll(() => world?.close());

interface Sent {
  readonly method: string;
  readonly request: object;
}
const [users, devices] = [
  ["ann", "bob"],
  ["phone", "tablet", "kiosk"],
] as const;
const namespace = "018f6a2b-5000-7000-8000-000000000005";
/** Hours ago, so that every session is over; few moments, so that ids decide too. */
const base = Math.floor(Date.now() / 1000) * 1000 - 7 * 3_600_000;
const timeOf = (second: number) => ({ seconds: base / 1000 + second, nanos: 0 });
/** What is tracked spreads over hours: some of the sessions are parted by one event alone. */
const trackedEveryMs = 300_000;

const randomHistory = (random: Random): ReadonlyArray<Sent> => {
  const names = ["plan", "city", "seats"];
  const some = (odds: number) =>
    toStruct(Object.fromEntries(names.filter(() => random.below(odds) === 0).map((n) => [n, random.pick(["a", "b", 1, null])])));
  const identify = (second: number, who: object, more: object = {}): Sent => ({
    method: "IdentityService/Identify",
    request: {
      ...who,
      traits: some(3),
      traitsSetOnce: some(3),
      traitsUnset: names.filter(() => random.below(5) === 0),
      timestamp: timeOf(second),
      ...more,
    },
  });
  const track = (second: number, device: string, user: string | null, eventName: string, properties: object = {}): Sent => ({
    method: "TrackingService/TrackEvent",
    request: {
      event: {
        ...{ anonymousId: device, eventName, timestamp: String(base + second * trackedEveryMs), properties: JSON.stringify(properties) },
        ...(user === null ? {} : { userId: user }),
        ...(random.below(3) === 0 ? { sessionId: uuidv5(device, namespace) } : {}),
      },
    },
  });
  /** Who signs up on a device; whose it is follows from who claimed it first. */
  const userOf = { phone: "ann", tablet: "bob", kiosk: "bob" } as const;
  const history: Sent[] = [
    // both claim the kiosk, and the phone, at times of their own
    ...["kiosk", "phone"].flatMap((anonymousId) => users.map((userId) => identify(random.below(60), { userId, anonymousId }))),
    identify(random.below(60), { userId: "bob", anonymousId: "tablet" }),
    // ann's address is known to identity and from her sign-up, bob's only from his; whoever owns the kiosk has a lead of it
    identify(random.below(60), { userId: "ann" }, { email: "ann@shop.example" }),
    track(random.below(60), "phone", "ann", "user_signup", { email: "Ann@shop.example", name: "Ann", company: "Shop" }),
    track(random.below(60), "kiosk", null, "user_signup", { email: "kiosk@shop.example", name: "Kay" }),
    track(random.below(60), "tablet", "bob", "user_signup", { email: "bob@shop.example", name: "Bob" }),
  ];
  while (history.length < 40) {
    const [device, second] = [random.pick(devices), random.below(60)];
    if (random.below(2) === 0) history.push(identify(second, random.pick([{ userId: random.pick(users) }, { anonymousId: device }])));
    else {
      const utm = random.below(3) === 0 ? { utm_source: random.pick(["google", "mail", "ads"]) } : {};
      // the kiosk's sessions have two users
      const user = random.below(2) === 0 ? (device === "kiosk" ? random.pick(users) : userOf[device]) : null;
      history.push(track(second, device, user, random.pick(["page_view", "page_view", "purchase"]), { ...utm, amount: random.below(9) }));
    }
  }
  return history.map(({ method, request }, i) => {
    const id = `m${(i * 17) % 101}`;
    return {
      method,
      request: "event" in request ? { event: { ...(request.event as object), messageId: id } } : { ...request, requestId: id },
    };
  });
};

/** As a client does that keeps what it could not send: the same again, until it is answered. */
const send = async (tenant: Tenant, { method, request }: Sent): Promise<void> => {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await tenant.call(method, request);
      return;
    } catch (error) {
      const { code } = error as { code?: number };
      const passing = code === Code.UNAVAILABLE || code === Code.DEADLINE_EXCEEDED || code === Code.CANCELLED;
      if (!passing || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

const sendAll = async (tenant: Tenant, messages: ReadonlyArray<Sent>, connections: number): Promise<void> => {
  const split = Array.from({ length: connections }, (_, k) => messages.filter((_m, i) => i % connections === k));
  await Promise.all(
    split.map(async (own) => {
      for (const message of own) await send(tenant, message);
    }),
  );
};

const millis = (t: Message | null) => (t === null ? null : Number(t.seconds) * 1_000 + t.nanos / 1e6);

/** All that a tenant sees, people by their names. */
const seenBy = async (tenant: Tenant): Promise<object> => {
  const { tenantId } = tenant;
  const names = new Map([
    ...users.map((u) => [userIdOf(tenantId, u), u] as const),
    ...devices.map((d) => [anonymousUserIdOf(tenantId, d), d] as const),
  ]);
  const people: Record<string, unknown> = {};
  for (const [id, name] of names) {
    const { user } = await tenant.call("IdentityService/GetUser", { userId: id });
    if (names.get(user.userId) !== name) {
      people[name] = names.get(user.userId);
      continue;
    }
    const { traitChanges } = await tenant.call("IdentityService/GetUserHistory", { userId: id, pageSize: 1_000 });
    const { events } = await tenant.call("TrackingService/GetTimeline", { person: { userId: id }, pageSize: 1_000 });
    const { sessions } = await tenant.call("IdentityService/ListSessions", { userId: id, pageSize: 1_000 });
    const { leads } = await tenant.call("LeadService/GetUserLeads", { userId: id });
    people[name] = {
      ...{ email: user.email, createdAt: millis(user.createdAt), lastSeen: millis(user.lastSeen), traits: fromStruct(user.traits) },
      ...{ merged: user.mergedUserIds.map((m: string) => names.get(m)), externalId: user.externalId, anonymous: user.anonymous },
      history: traitChanges.map((c: Message) => [millis(c.at), names.get(c.userId), c.trait, c.oldValue, c.newValue]),
      timeline: events.map((e: Message) => [millis(e.timestamp), e.messageId, e.eventName]).sort(),
      sessions: sessions
        .map((s: Message) =>
          [s.derived ? "" : s.sessionId, names.get(s.userId), millis(s.startTime), millis(s.endTime), s.endReason].concat([
            ...[s.pageViews, s.events, s.lateEvents],
          ]),
        )
        .sort(),
      leads: leads.map((l: Message) => [l.email.toLowerCase(), l.name, l.company, l.source, l.status]).sort(),
    };
  }
  const { count } = await tenant.call("TrackingService/CountUniqueUsers", { exact: true });
  const { leads } = await tenant.call("LeadService/ListLeads", { pageSize: 100 });
  return {
    people,
    visitors: count,
    leads: leads.map((l: Message) => [l.email.toLowerCase(), l.name, l.source, l.lastSource, names.get(l.userId)]).sort(),
  };
};

const idle = async (): Promise<void> => {
  await settled(world, services);
  await until("leads are up to date", async () => (await world.pool("lead").query("SELECT 1 FROM lead_work")).rowCount === 0);
  await until("no session is going on", async () => {
    const open = await world.pool("identity").query("SELECT 1 FROM session_state WHERE ended_at IS NULL LIMIT 1");
    return open.rowCount === 0;
  });
  await settled(world, services);
};

describe("twenty orders of forty messages", () => {
  it("give the same people, sessions, counts and leads, over several connections and restarts, and when everything is built anew", async () => {
    const random = randomOf(17);
    const history = randomHistory(random);
    const tenants = await Promise.all(Array.from({ length: 20 }, () => world.newTenant()));
    const orders = tenants.map(() => random.shuffled(history));
    const [through, cut] = [tenants.slice(0, 12), tenants.slice(12)];
    await Promise.all(through.map((tenant, i) => sendAll(tenant, orders[i]!, 1 + (i % 4))));
    // the others: every service dies while they are at it
    const sending = cut.map((tenant, i) => sendAll(tenant, orders[12 + i]!, 1 + (i % 3)));
    for (const name of services) await world.restart(name);
    await Promise.all(sending);
    await idle();

    const [first, ...others] = await Promise.all(tenants.map(seenBy));
    for (const [i, other] of others.entries()) expect(other, `order ${i + 1}`).toEqual(first);
    expect(first).toMatchObject({ people: { ann: { email: "ann@shop.example" } } });
    for (const name of services) {
      const answers = await world.operations("VerifyViews", {}, name);
      for (const v of answers) expect({ name: v.name, difference: v.difference }).toEqual({ name: v.name, difference: "" });
    }
  });
});
