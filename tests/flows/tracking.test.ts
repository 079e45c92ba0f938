import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched } from "../support/patience.ts";
import { openWorld, type World } from "../support/world.ts";

const [tenantA, tenantB] = [uuidv7(), uuidv7()];
let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["tracking"], plays: ["identity"] });
});
afterAll(() => world.close());

const event = (change: object = {}) => ({ eventName: "page_view", userId: "ann", properties: '{"page_url":"/"}', ...change });
const many = (n: number, change: (i: number) => object = () => ({})) => Array.from({ length: n }, (_, i) => event(change(i)));

describe("tracking and reading", () => {
  it("answers for every event, and its answer is readable at once by its position", async () => {
    const api = world.as(tenantA, "TrackingService");
    const sent = await api.call("TrackEvents", {
      events: [
        event({ messageId: "m-1", eventName: "first" }),
        event({ eventName: "" }),
        event({ messageId: "m-1", eventName: "first" }),
        event({ eventName: "second", properties: '{"a":"\\u0000","page_url":"x"}', sessionId: "s-1" }),
      ],
    });
    expect(sent.results.map((r: { status: string }) => r.status)).toEqual([
      "EVENT_STATUS_ACCEPTED",
      "EVENT_STATUS_REJECTED",
      "EVENT_STATUS_DUPLICATE",
      "EVENT_STATUS_ACCEPTED",
    ]);
    expect(sent).toMatchObject({ accepted: 2, duplicates: 1, rejected: 1 });
    expect(sent.results[2].eventId).toBe(sent.results[0].eventId);
    expect(sent.results[1].rejection).toMatchObject({ reason: "invalid_event_name", field: "event_name" });
    expect(sent.results[3].warnings.map((w: { code: string }) => w.code).sort()).toEqual([
      "sanitized",
      "session_id_derived",
      "tracking_plan",
    ]);

    const minPosition = sent.position;
    const timeline = await api.call("GetTimeline", { person: { externalId: "ann" }, minPosition });
    expect(timeline.events.map((e: { eventName: string }) => e.eventName)).toEqual(["second", "first"]);
    expect(timeline).toMatchObject({ canonicalUserId: userIdOf(tenantA, "ann"), userIds: [userIdOf(tenantA, "ann")] });
    expect(JSON.parse(timeline.events[0].properties)).toEqual({ a: "\uFFFD", page_url: "x" });
    const recent = await api.call("GetRecentEvents", { person: { externalId: "ann" }, minPosition });
    expect(recent.events.map((e: { eventName: string }) => e.eventName)).toEqual(["second", "first"]);
    const session = await api.call("GetSessionEvents", { sessionId: "s-1", person: { externalId: "ann" }, minPosition });
    expect(session.events).toHaveLength(1);
    const found = await api.call("ListEvents", { propertiesContain: '{"page_url":"x"}', minPosition });
    expect(found.events).toHaveLength(1);
    expect(await api.call("CountUniqueUsers", { minPosition })).toMatchObject({ count: "1", approximate: true });
    expect(await api.call("CountUniqueUsers", { minPosition, exact: true })).toMatchObject({ count: "1", approximate: false });
    const counts = await api.call("CountEvents", { byName: true, minPosition });
    expect(counts.counts.map((c: { eventName: string; count: string }) => [c.eventName, c.count])).toEqual([
      ["first", "1"],
      ["second", "1"],
    ]);
    const countries = await api.call("CountCountries", { minPosition });
    expect(countries.counts.reduce((n: number, c: { count: string }) => n + Number(c.count), 0)).toBe(2);
  });

  it("counts by country add up to the events, those from nowhere among them, under every policy on addresses", async () => {
    const api = world.as(uuidv7(), "TrackingService");
    const addresses = ["8.8.8.8", "8.8.4.4", "5.1.80.1", "133.11.93.0", "10.0.0.1", ""];
    const { position: minPosition } = await api.call("TrackEvents", { events: many(60, (i) => ({ ipAddress: addresses[i % 6] })) });
    const { counts } = await api.call("CountCountries", { minPosition });
    const sum = (all: { count: string }[]) => all.reduce((n, { count }) => n + Number(count), 0);
    expect(Object.fromEntries(counts.map((c: { country: string; count: string }) => [c.country, c.count]))).toEqual({
      US: "20",
      DE: "10",
      JP: "10",
      "": "20",
    });
    expect(sum(counts)).toBe(sum((await api.call("CountEvents", { minPosition })).counts));
  });

  it("marks what is above a thousand events a minute from one address, and nothing before", async () => {
    const api = world.as(uuidv7(), "TrackingService");
    const minute = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000;
    const sent = async (n: number, ipAddress: string): Promise<string[][]> => {
      const events = many(n, (i) => ({ ipAddress, timestamp: new Date(minute + i * 50).toISOString() }));
      const { results } = await api.call("TrackEvents", { events });
      return results.map((r: { warnings: { code: string }[] }) =>
        r.warnings.map(({ code }) => code).filter((code) => code === "high_ip_rate"),
      );
    };
    expect((await sent(1_000, "8.8.8.8")).flat()).toEqual([]);
    expect(await sent(3, "8.8.8.8")).toEqual([["high_ip_rate"], ["high_ip_rate"], ["high_ip_rate"]]);
    expect((await sent(3, "8.8.4.4")).flat()).toEqual([]);
  });

  it("takes one event, or says what is wrong with it", async () => {
    const api = world.as(tenantA, "TrackingService");
    await expect(api.call("TrackEvent", { event: event({ eventName: "x".repeat(101) }) })).rejects.toMatchObject({
      code: 3,
      reason: "INVALID_EVENT_NAME",
      violations: [{ field: "event.event_name" }],
    });
    await expect(api.call("TrackEvent", {})).rejects.toMatchObject({ code: 3, violations: [{ field: "event" }] });
    const first = await api.call("TrackEvent", { event: event(), requestId: "r-1" });
    const again = await api.call("TrackEvent", { event: event(), requestId: "r-1" });
    expect([first.result.status, again.result.status]).toEqual(["EVENT_STATUS_ACCEPTED", "EVENT_STATUS_DUPLICATE"]);
    expect(again.result.eventId).toBe(first.result.eventId);
    await expect(api.call("TrackEvents", { events: many(1_001) })).rejects.toMatchObject({ code: 3, reason: "TOO_MANY_EVENTS" });
  });

  it("leaves bots out unless asked", async () => {
    const api = world.as(tenantA, "TrackingService");
    const agents = ["Googlebot/2.1 (+http://www.google.com/bot.html)", "python-httpx/0.27"];
    const { position: minPosition } = await api.call("TrackEvents", {
      events: [event({ userId: "bot", userAgent: agents[0] }), event({ userId: "bot", userAgent: agents[1], channel: "server" })],
    });
    const person = { externalId: "bot" };
    expect((await api.call("GetTimeline", { person, minPosition })).events).toHaveLength(1);
    expect((await api.call("GetTimeline", { person, minPosition, includeBots: true })).events).toHaveLength(2);
  });

  it("pages through a list without a gap or a repeat, and refuses a token of another query", async () => {
    const tenantId = uuidv7();
    const api = world.as(tenantId, "TrackingService");
    const at = new Date(Date.now() - 60_000).toISOString();
    const { position } = await api.call("TrackEvents", { events: many(25, (i) => ({ messageId: `p-${i}`, timestamp: i < 15 ? at : "" })) });
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page: { events: { messageId: string }[]; nextPageToken: string } = await api.call("ListEvents", {
        pageSize: 4,
        pageToken,
        minPosition: position,
      });
      seen.push(...page.events.map((e) => e.messageId));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    const { nextPageToken } = await api.call("ListEvents", { pageSize: 4 });
    await expect(api.call("ListEvents", { pageSize: 4, pageToken: nextPageToken, eventName: "x" })).rejects.toMatchObject({
      code: 3,
      reason: "INVALID_PAGE_TOKEN",
    });
  });
});

describe("a merge heard on the bus", () => {
  it("joins timelines and counts at once, and its undoing parts them", async () => {
    const tenantId = "0190a0b0-0000-7000-8000-0000000000e9"; // fixed, so that the two never share a place in the HyperLogLog
    const api = world.as(tenantId, "TrackingService");
    const [eve, visitor] = [userIdOf(tenantId, "eve"), anonymousUserIdOf(tenantId, "cookie-9")];
    const { position: minPosition } = await api.call("TrackEvents", {
      events: [event({ userId: "", anonymousId: "cookie-9", eventName: "visit" }), event({ userId: "eve", eventName: "user_signup" })],
    });
    const names = async (): Promise<string[]> =>
      (await api.call("GetTimeline", { person: { externalId: "eve" }, minPosition })).events.map((e: { eventName: string }) => e.eventName);
    const unique = async (): Promise<string> => (await api.call("CountUniqueUsers", { minPosition })).count;
    expect([await names(), await unique()]).toEqual([["user_signup"], "2"]);
    const merge = { mergeId: uuidv7(), winnerUserId: eve, loserUserId: visitor, reason: "identify" };
    const happened = (type: string) => world.tell("identity", tenantId, type, { ...merge, timestamp: new Date().toISOString() });
    await happened("UserMerged");
    await expect.poll(names).toEqual(["user_signup", "visit"]);
    await expect.poll(unique).toBe("1");
    expect(await api.call("GetTimeline", { person: { anonymousId: "cookie-9" } })).toMatchObject({
      canonicalUserId: eve,
      userIds: [eve, visitor],
    });
    expect((await api.call("GetRecentEvents", { person: { externalId: "eve" } })).events).toHaveLength(2);
    await happened("UserUnmerged");
    await expect.poll(names).toEqual(["user_signup"]);
    await expect.poll(unique).toBe("2");
  });
});

describe("TrackStream", () => {
  it("acknowledges every batch under the client's id, once it is committed", async () => {
    const api = world.as(uuidv7(), "TrackingService");
    const batches = Array.from({ length: 60 }, (_, k) => ({ batchId: `b-${k}`, events: many(100, (i) => ({ messageId: `s-${k}-${i}` })) }));
    const acknowledged = new Map<string, number>();
    let position = 0;
    for await (const answer of api.duplex<{ batchId: string; accepted: number; position: string }>("TrackStream", batches)) {
      acknowledged.set(answer.batchId, answer.accepted);
      position = Math.max(position, Number(answer.position));
    }
    expect([...acknowledged.keys()].sort()).toEqual(batches.map((b) => b.batchId).sort());
    expect([...acknowledged.values()].every((n) => n === 100)).toBe(true);
    expect((await api.call("CountEvents", { bucket: "BUCKET_TOTAL", minPosition: position })).total).toBe("6000");
  });

  it("reads no further from a client that does not take its answers", async () => {
    const api = world.as(uuidv7(), "TrackingService");
    let sent = 0;
    const endless = (async function* () {
      for (; sent < 5_000; sent++)
        yield { batchId: `b-${sent}`, events: many(100, () => ({ properties: JSON.stringify({ text: "x".repeat(500) }) })) };
    })();
    const answers = api.duplex("TrackStream", endless);
    await answers.next();
    for (let before = -1; sent - before > 50 && sent < 5_000; ) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
    expect(sent).toBeLessThan(5_000);
    await answers.return(undefined);
  });
});

describe("Subscribe", () => {
  it("catches up and goes on live, without a gap between, in the log's order", async () => {
    const tenantId = uuidv7();
    const api = world.as(tenantId, "TrackingService");
    const total = 4_000;
    const sending = (async () => {
      for (let k = 0; k < total / 50; k += 4)
        await Promise.all([0, 1, 2, 3].map((j) => api.call("TrackEvents", { events: many(50, (i) => ({ messageId: `${k + j}-${i}` })) })));
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const seen: number[] = [];
    let lives = 0;
    for await (const message of api.stream<{ event: { eventId: string } | null; live: boolean }>("Subscribe", { afterPosition: 0 })) {
      if (message.live) lives++;
      if (message.event) seen.push(Number(message.event.eventId));
      if (seen.length === total && lives > 0) break;
    }
    await sending;
    expect(new Set(seen).size).toBe(total);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(lives).toBeGreaterThan(0);

    const rest: number[] = [];
    for await (const message of api.stream<{ event: { eventId: string } | null; live: boolean }>("Subscribe", {
      afterPosition: seen[3_990],
    })) {
      if (message.event) rest.push(Number(message.event.eventId));
      if (message.live) break;
    }
    expect(rest).toEqual(seen.slice(3_991));
  });

  it("filters by name and person, hears of a new event soon, and says where it is when nothing matches", async () => {
    const tenantId = uuidv7();
    const api = world.as(tenantId, "TrackingService");
    const { position } = await api.call("TrackEvents", {
      events: [event({ eventName: "a" }), event({ eventName: "b" }), event({ eventName: "b", userId: "bob" })],
    });
    const wanted = { eventNames: ["b"], userIds: [userIdOf(tenantId, "bob")] };
    const stream = api.stream<{ event: { eventName: string; externalId: string } | null; live: boolean; position: string }>("Subscribe", {
      afterPosition: 0,
      ...wanted,
    });
    const first = (await stream.next()).value;
    expect(first.event).toMatchObject({ eventName: "b", externalId: "bob" });
    const live = (await stream.next()).value;
    expect(live).toMatchObject({ event: null, live: true });
    expect(Number(live.position)).toBeGreaterThanOrEqual(Number(position));
    const asked = performance.now();
    const next = stream.next();
    await api.call("TrackEvents", { events: [event({ eventName: "b", userId: "bob" })] });
    expect((await next).value.event).toMatchObject({ externalId: "bob" });
    expect(performance.now() - asked).toBeLessThan(stretched(1_500));
    await stream.return(undefined);
  });
});

describe("who may", () => {
  it("nobody without a key, nobody beyond their scope", async () => {
    const tenantId = uuidv7();
    await expect(world.open("TrackingService").call("TrackEvents", { events: [event()] })).rejects.toMatchObject({ code: 16 });
    const reader = (await world.withKey(tenantId, ["tracking:read"], "TrackingService")).client;
    await expect(reader.call("TrackEvents", { events: [event()] })).rejects.toMatchObject({ code: 7 });
    await expect(reader.call("CountEvents", {})).resolves.toMatchObject({ total: "0" });
    const writer = (await world.withKey(tenantId, ["tracking:write"], "TrackingService")).client;
    await expect(writer.call("TrackEvents", { events: [event()] })).resolves.toMatchObject({ accepted: 1 });
    await expect(writer.call("ListEvents", {})).rejects.toMatchObject({ code: 7 });
  });

  it("no tenant sees another's events, by any RPC", async () => {
    const mine = (await world.withKey(tenantA, ["tracking:*"], "TrackingService")).client;
    const theirs = (await world.withKey(tenantB, ["tracking:*"], "TrackingService")).client;
    const sessionId = uuidv7();
    const { position, results } = await mine.call("TrackEvents", {
      events: [event({ userId: "secret", sessionId, properties: '{"product_id":"secret"}' })],
    });
    expect(results[0].status).toBe("EVENT_STATUS_ACCEPTED");
    const userId = userIdOf(tenantA, "secret");
    const nothing = { events: [] };
    expect(await theirs.call("GetTimeline", { person: { userId }, minPosition: position })).toMatchObject(nothing);
    expect(await theirs.call("GetRecentEvents", { person: { userId } })).toMatchObject(nothing);
    expect(await theirs.call("GetSessionEvents", { sessionId })).toMatchObject(nothing);
    expect(await theirs.call("ListEvents", {})).toMatchObject(nothing);
    expect(await theirs.call("ListEvents", { propertiesContain: '{"product_id":"secret"}' })).toMatchObject(nothing);
    expect(await theirs.call("CountEvents", {})).toMatchObject({ total: "0" });
    expect(await theirs.call("CountUniqueUsers", {})).toMatchObject({ count: "0" });
    expect(await theirs.call("CountUniqueUsers", { exact: true })).toMatchObject({ count: "0" });
    expect(await theirs.call("CountCountries", {})).toMatchObject({ counts: [] });
    expect((await theirs.call("GetFunnel", { steps: [{ eventName: "page_view" }, { eventName: "x" }] })).steps[0].users).toBe("0");
    for await (const message of theirs.stream<{ event: object | null; live: boolean }>("Subscribe", { afterPosition: 0 })) {
      expect(message.event).toBeNull();
      if (message.live) break;
    }
  });

  it("every field that is wrong is named at once", async () => {
    const api = world.as(tenantA, "TrackingService");
    const wrong = api.call("GetFunnel", {
      steps: [{ eventName: "" }, { eventName: "x".repeat(101) }],
      windowSeconds: -1,
      startTime: { seconds: 1e15 },
    });
    await expect(wrong).rejects.toMatchObject({ code: 3 });
    const error = await wrong.catch((e) => e);
    expect(error.violations.map((v: { field: string }) => v.field)).toEqual(
      expect.arrayContaining(["steps[0].event_name", "steps[1].event_name", "window_seconds", "start_time"]),
    );
  });
});

describe("the views", () => {
  it("are what the log says: rebuilt beside the live ones they are equal, and a rebuilt one takes over", async () => {
    const waiting = async () => (await world.pool().query("SELECT count(*)::int AS n FROM recounts")).rows[0].n;
    await expect.poll(waiting).toBe(0);
    const operations = world.operator();
    const verify = async () => {
      const verdicts: { name: string; equal: boolean; difference: string }[] = [];
      const names = ["events", "event_buffer", "unique_users", "known_users"];
      for await (const v of operations.stream<{ name: string; equal: boolean; difference: string }>("VerifyViews", { names }))
        verdicts.push(v);
      return verdicts.map(({ name, equal, difference }) => ({ name, equal, difference }));
    };
    const equal = ["events", "event_buffer", "unique_users", "known_users"].map((name) => ({ name, equal: true, difference: "" }));
    expect(await verify()).toEqual(equal);
    const count = async () => (await world.as(tenantA, "TrackingService").call("CountEvents", { includeBots: true })).total;
    const before = await count();
    for await (const _ of operations.stream("RebuildView", { name: "events" }));
    expect(await count()).toBe(before);
    const { position } = await world.as(tenantA, "TrackingService").call("TrackEvent", { event: event({ eventName: "after_rebuild" }) });
    expect(
      (await world.as(tenantA, "TrackingService").call("ListEvents", { eventName: "after_rebuild", minPosition: position })).events,
    ).toHaveLength(1);
    expect(
      (await world.as(tenantA, "TrackingService").call("ListEvents", { propertiesContain: '{"page_url":"/"}' })).events.length,
    ).toBeGreaterThan(0);
    expect(await verify()).toEqual(equal);
  });
});

describe("when Redis is gone", () => {
  it("the queries answer from Postgres", async () => {
    const api = world.as(tenantA, "TrackingService");
    const person = { externalId: "ann" };
    const before = (await api.call("GetRecentEvents", { person })).events.length;
    expect(before).toBeGreaterThan(0);
    await world.redis.flushdb();
    const { events } = await api.call("GetRecentEvents", { person });
    expect(events).toHaveLength(before);
    expect(Number((await api.call("CountUniqueUsers", {})).count)).toBeGreaterThan(0);
  });
});
