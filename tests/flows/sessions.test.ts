import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Message, refusal } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// A session belongs to a device or person: what clients call it is seldom unique.

let world: World;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "tracking"], plays: ["lead"] });
  tenant = await world.newTenant("sessions", ["identity:*", "tracking:*"]);
});
afterAll(() => world?.close());

const identity = (rpc: string, request: object) => tenant.client("IdentityService").call(rpc, request);
const tracking = (rpc: string, request: object) => tenant.client("TrackingService").call(rpc, request);
let at = Date.now() - 600_000;
const seen = (ids: object) => {
  at += 1_000;
  return { eventName: "page_view", contextActive: true, timestamp: String(at), ...ids };
};
const track = async (...events: ReadonlyArray<object>): Promise<Message> => {
  const answer = await tracking("TrackEvents", { events: events.map(seen) });
  expect(answer.rejected).toBe(0);
  await settled(world, ["tracking", "identity"]);
  return answer;
};
const sessionsOf = async (who: object): Promise<Message[]> => (await identity("ListSessions", who)).sessions;

describe("one session id of several visitors", () => {
  it.each([
    ["a time in seconds", "1796042400"],
    ["a number", "1"],
    ["a zero", "0"],
    ["a word that stands for nothing", "null"],
    ["an object", "[object Object]"],
    ["a UUID of zeros", "00000000-0000-0000-0000-000000000000"],
    ["a UUID that a page was rendered with", randomUUID()],
    ["a word of Object.prototype", "constructor"],
  ])("is a session for each of them: %s", async (_, sessionId) => {
    const visitors = ["v1", "v2", "v3"].map((name) => `${name} of ${sessionId}`);
    const sent = visitors.flatMap((anonymousId, i) => Array.from({ length: i + 1 }, () => ({ anonymousId, sessionId })));
    const { position } = await track(...sent);
    const found = await Promise.all(visitors.map((anonymousId) => sessionsOf({ anonymousId })));
    expect(found.map((sessions) => sessions.map((s) => [s.pageViews, s.events]))).toEqual([[[1, 1]], [[2, 2]], [[3, 3]]]);
    const ids = found.map(([session]) => session!.sessionId);
    expect(new Set(ids).size).toBe(3);
    for (const [i, id] of ids.entries()) {
      expect((await identity("GetSession", { sessionId: id })).session.userId).toBe(found[i]![0]!.userId);
      if (/^(0|null|\[obj|0000)/.test(sessionId)) continue; // the server found the session itself
      const { events } = await tracking("GetSessionEvents", { sessionId, person: { anonymousId: visitors[i] }, minPosition: position });
      expect(events).toHaveLength(i + 1);
    }
  });

  it("is asked for together with whose it is, unless it is a UUID", async () => {
    const { code, violations } = await refusal(tracking("GetSessionEvents", { sessionId: "1796042400" }));
    expect({ code, fields: violations.map((v) => v.field) }).toEqual({ code: status.INVALID_ARGUMENT, fields: ["person"] });
  });
});

describe("the session of a visitor who becomes known", () => {
  it.each(["1796099999", randomUUID()])("stays one, however they are named from then on: %s", async (sessionId) => {
    const [anonymousId, userId] = [`device of ${sessionId}`, `user of ${sessionId}`];
    await track({ anonymousId, sessionId }, { anonymousId: `other of ${sessionId}`, sessionId });
    await track({ anonymousId, userId, sessionId }, { userId, sessionId }, { anonymousId, sessionId });
    const sessions = await sessionsOf({ userId });
    expect(sessions.map((s) => s.events)).toEqual([4]);
    expect(await sessionsOf({ anonymousId: `other of ${sessionId}` })).toHaveLength(1);
  });

  it("stays one when they are merged by a call, and a server goes on that knows only the user", async () => {
    const [anonymousId, userId, sessionId] = ["merged device", "merged user", "1796088888"];
    await track({ anonymousId, sessionId });
    await identity("Identify", { userId, anonymousId });
    await settled(world, ["identity"]);
    await track({ userId, sessionId });
    expect((await sessionsOf({ userId })).map((s) => s.events)).toEqual([2]);
    for (const name of ["identity", "tracking"] as const)
      expect((await world.operations("ListParked", {}, name))[0]!.parkedEvents, name).toEqual([]);
  });
});
